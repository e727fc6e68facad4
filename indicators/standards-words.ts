import { named } from './named.ts'
import type { Standard, StandardsShown } from './score.ts'

/** So many are named whose standard it is; the ranking of a figure tells the rest. */
const WHOSE = 3

/** 最大4（渝中区）；中位2；最小0（…）；共41个单位参加比较. Null where nobody is compared. `nameOf` takes the id of a unit. */
export function standardsWords(standards: StandardsShown | undefined, nameOf: (id: string) => string): string | null {
  if (!standards?.max || !standards.min) return null
  const shown = (label: string, { value, units }: Standard) =>
    `${label}${value}${units.length === 0 ? '' : `（${named(units.map(nameOf), WHOSE)}）`}`
  return [
    shown('最大', standards.max),
    ...(standards.median ? [shown('中位', standards.median)] : []),
    shown('最小', standards.min),
    `共${standards.counted}个单位参加比较`,
  ].join('；')
}
