import { z } from 'zod'
import { exact, ONE, rounded, ZERO, type Exact } from './exact.ts'
import { type Indicator, weightOf } from './scheme.ts'
import { decimal, type Settings } from './settings.ts'

const parts = z.record(z.string().max(60), decimal.nullable())

/** A unit with its figures, by indicator: a number, null for one that has not come, passed ÷ due, or happenings by kind. */
export const unitShape = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(100),
  group: z.string().min(1).max(60).optional(),
  values: z.record(z.string().max(60), z.union([decimal, z.null(), parts], { error: '应为数、null，或分项填写的数' })),
})

export const valuesShape = z.strictObject({
  units: z.array(unitShape).min(1, { error: '没有单位' }).max(5000, { error: '最多5000个单位' }),
})

export type Unit = z.output<typeof unitShape>
export type Figure = Unit['values'][string]

/** A figure ready to be scored; `capped` is a rate that would be over 1. */
export type Measured =
  | { state: 'valued'; value: Exact; shown: string; capped?: true }
  | { state: 'by-kind'; counts: ReadonlyMap<string, Exact> }
  | { state: 'not-applicable' }
  | { state: 'missing' }

/** A figure that cannot be scored, with the sentence that says why. */
export class WrongFigure extends Error {
  readonly unit: string
  readonly indicator: string

  constructor(unit: Unit, indicator: Indicator, message: string) {
    super(`${unit.name}“${indicator.name}”${message}`)
    this.unit = unit.id
    this.indicator = indicator.id
  }
}

/** Reads one figure. Throws WrongFigure on what is no figure of that kind. */
export function measured(unit: Unit, indicator: Indicator, settings: Settings): Measured {
  const figure = unit.values[indicator.id]
  const wrong = (message: string) => new WrongFigure(unit, indicator, message)
  if ('rates' in indicator && indicator.rates) return byKind(figure, indicator.rates, settings, wrong)
  if (figure === undefined || figure === null) return absent(settings)
  if (indicator.measure === 'ratio') return ratio(figure, settings, wrong)
  if (typeof figure !== 'string') throw wrong('应填一个数')
  const value = exact(figure)
  if (indicator.measure !== 'signed' && value.compare(ZERO) < 0) throw wrong('不能为负数')
  if (indicator.method === 'manual' && indicator.weight !== undefined && value.compare(weightOf(indicator)) > 0)
    throw wrong(`不能高于权重${indicator.weight}`)
  return { state: 'valued', value, shown: figure }
}

/** A count that has no record is a true 0; a figure that has not come is waited for unless a setting says otherwise. */
function absent({ missing }: Settings): Measured {
  return missing === 'zero' ? { state: 'valued', value: ZERO, shown: '0' } : { state: 'missing' }
}

type Wrong = (message: string) => WrongFigure

function byKind(figure: Figure | undefined, rates: Record<string, string>, settings: Settings, wrong: Wrong): Measured {
  if ((figure ?? null) === null && settings.missing !== 'zero') return { state: 'missing' }
  if (typeof figure === 'string') throw wrong('应按类型分别填写件数')
  const given = figure ?? {}
  const surplus = Object.keys(given).find((kind) => !Object.hasOwn(rates, kind))
  if (surplus !== undefined) throw wrong(`没有“${surplus}”这一类型`)
  const counts = new Map<string, Exact>()
  // In an order of its own: a working reads the same whatever order the figures came in, or were kept in.
  for (const kind of Object.keys(rates).sort()) {
    const count = given[kind]
    if (count === undefined || count === null) continue
    const value = exact(count)
    if (value.compare(ZERO) < 0) throw wrong('件数不能为负数')
    counts.set(kind, value)
  }
  return { state: 'by-kind', counts }
}

function ratio(figure: Exclude<Figure, null>, settings: Settings, wrong: Wrong): Measured {
  const { rateCap, ratePlaces, rounding } = settings
  if (typeof figure === 'string') throw wrong('应填写已完成数（passed）和应完成数（due）')
  const surplus = Object.keys(figure).find((key) => key !== 'passed' && key !== 'due')
  if (surplus !== undefined) throw wrong(`没有“${surplus}”这一项，应为 passed 和 due`)
  const [given, of] = [figure.passed ?? null, figure.due ?? null]
  const [passed, due] = [exact(given ?? '0'), exact(of ?? '0')]
  if (due.compare(ZERO) < 0 || passed.compare(ZERO) < 0) throw wrong('不能为负数')
  if (of !== null && due.equals(ZERO)) return { state: 'not-applicable' }
  // Half a rate has not come: how much of what was due is no zero.
  if (given === null || of === null) return absent(settings)
  const rate = passed.div(due)
  const capped = rateCap && rate.compare(ONE) > 0
  const percent = (capped ? ONE : rate).mul(exact(100))
  const value = ratePlaces === null ? percent : rounded(percent, ratePlaces, rounding)
  return { state: 'valued', value, shown: `${given}÷${of}`, ...(capped ? { capped } : {}) }
}
