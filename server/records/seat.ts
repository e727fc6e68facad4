import type { Module } from '#kernel/module.ts'
import { forbidden, invalid } from '#kernel/refusal.ts'
import { firstStep, isFiledBy } from '#kernel/steps.ts'
import type { Caller } from '../identity/identify.ts'

/** The organisation a person files for: the one named, or the only one there is. */
export function seatOf(caller: Caller, module: Module, org: string | undefined) {
  const { by } = module.flow[firstStep(module)]!
  const open = caller.seats.filter(
    (seat) => seat.role === by && (org === undefined || seat.org === org) && isFiledBy(module, { id: seat.org, kind: seat.kind }),
  )
  // Whoever stands in for two people of one unit still files for one unit.
  const seats = open.filter((seat, at) => open.findIndex((other) => other.org === seat.org) === at)
  if (seats.length > 1) throw invalid([{ field: 'org', message: '您在多个单位任职，请选择为哪个单位填报' }], 'ORG_REQUIRED')
  const [seat] = seats
  if (!seat) throw forbidden(`您的岗位不能填报${module.name}。`)
  return { id: seat.org, kind: seat.kind }
}
