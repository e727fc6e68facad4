import type { Check, Module } from './module.ts'
import { hasTypedTitle } from './near-titles.ts'

/** The clause of a hint that no sentence of a manual asks for: the system gives it of itself, and says so. */
export const SYSTEM_HINT = '系统提示'

/** The names of the hints that look at other records too; no declared check may be called so. */
export const ALIKE_HINT = 'alike'
export const SAME_HINT = 'similar'

/** What a hint looks for, and the sentence of the manual it rests on or 系统提示. */
export type Listed = Pick<Check, 'about' | 'clause'>

/**
 * Every hint of a business by its name, switched off or not: the checks it declares, what a unit files twice, and a title that stands already. Whoever lists,
 * switches or keeps hints goes by this.
 */
export function hintsIn(module: Module): [name: string, listed: Listed][] {
  const { checks = {}, alike, fields, title } = module
  return [
    ...Object.entries(checks).map(([name, { about, clause }]): [string, Listed] => [name, { about, clause }]),
    ...(alike ? [[ALIKE_HINT, { about: alike.about, clause: alike.clause }] as [string, Listed]] : []),
    ...(hasTypedTitle(module)
      ? [[SAME_HINT, { about: `${fields[title]!.label}可能与已填报的事项重复`, clause: sameClause(module) }] as [string, Listed]]
      : []),
  ]
}

/** Whether the office has left a hint on. */
export const isHintOn = ({ silenced = [] }: Module, name: string): boolean => !silenced.includes(name)

/** The hints that the office has left on. */
export const hintsOn = (module: Module): [name: string, listed: Listed][] => hintsIn(module).filter(([name]) => isHintOn(module, name))

/** What the hint about a title that stands already rests on. */
export const sameClause = ({ similarClause = SYSTEM_HINT }: Module): string => similarClause
