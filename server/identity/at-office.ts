import type { OrgKind } from '#kernel/org.ts'
import type { Caller } from './identify.ts'

const sitsAt = ({ seats }: Caller, kinds: readonly OrgKind[]) => seats.some(({ kind }) => kinds.includes(kind))

/** Whoever works at the reform office: what is not fixed yet is its own draft. An administrator’s post is refused at the door of every business. */
export const atOffice = (caller: Caller): boolean => sitsAt(caller, ['office'])

/** The reform office and the city look at all units, everybody else at their own. */
export const looksAtAll = (caller: Caller): boolean => sitsAt(caller, ['office', 'city'])
