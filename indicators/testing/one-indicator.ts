import { readScheme } from '../read-files.ts'
import type { Indicator } from '../scheme.ts'
import { score } from '../score.ts'
import { unitShape } from '../values.ts'

/** A scheme of one indicator, for tests of methods and settings. */
export type Wish = { method: Indicator['method'] } & Record<string, unknown>

const schemeOf = (indicator: Wish, settings: object = {}) =>
  readScheme(
    JSON.stringify({ id: 's', name: '示例', settings, dimensions: [], indicators: [{ id: 'it', name: '指标', ...indicator }] }),
    'scheme.json',
  )

/** Scores these figures under one indicator; the unit of the n-th figure is called n. */
export function scoresOf(indicator: Wish, figures: unknown[], settings: object = {}, groups: string[] = []) {
  const units = figures.map((it, at) =>
    unitShape.parse({
      id: String(at),
      name: `单位${at}`,
      ...(groups[at] ? { group: groups[at] } : {}),
      values: it === undefined ? {} : { it },
    }),
  )
  return score(schemeOf(indicator, settings), units)
}

export const items = (...given: Parameters<typeof scoresOf>) => scoresOf(...given).units.map(({ scores }) => scores.it!.score)
export const cases = (...given: Parameters<typeof scoresOf>) => scoresOf(...given).units.map(({ scores }) => scores.it!.case)
