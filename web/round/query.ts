import { queryOptions } from '@tanstack/react-query'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { call } from '../api/call.ts'

/** Something that waits for its decision. `refused` says why this person may not decide it. */
export type RoundItem = {
  id: string
  version: number
  title: string
  owner: string
  ownerName: string
  values: AnyValues
  since: string
  due: string | null
  decided: Record<string, number>
  refused: string | null
}

/** What an earlier round picked; `listed` while it stands in the directory. */
export type RoundKnown = { id: string; title: string; owner: string; ownerName: string; values: AnyValues; listed: boolean }

export type RoundGroup = { items: RoundItem[]; known: RoundKnown[] }

/** `on` is the round's next usual day; `more` when not all that waits is here. */
export type RoundAnswer = { on: string; more: boolean; groups: RoundGroup[] }

/** Asked anew whenever the ledger of the business stirs: what somebody else decides leaves the page by itself. */
export const roundQuery = ({ path }: Module) =>
  queryOptions({ queryKey: ['ledger', path, 'round'], queryFn: ({ signal }) => call<RoundAnswer>('GET', `/api/${path}/round`, { signal }) })
