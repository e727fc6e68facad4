import type { Module } from '#kernel/module.ts'
import { forbidden } from '#kernel/refusal.ts'
import { fillingRoles } from '#kernel/steps.ts'
import type { Caller } from '../identity/identify.ts'

/** The units where this person fills in something of a business, each once; the named one alone where one is named. Throws 403 where there is none. */
export function fillingUnits(caller: Caller, module: Module, org?: string): [string, ...string[]] {
  const roles = fillingRoles(module)
  const seats = caller.seats.filter((seat) => roles.includes(seat.role) && (org === undefined || seat.org === org))
  const [first, ...more] = new Set(seats.map((seat) => seat.org))
  if (first === undefined) throw forbidden(`您的岗位不能填报${module.name}。`)
  return [first, ...more]
}
