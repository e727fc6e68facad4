import type { Indicator } from '#indicators/scheme.ts'
import type { Figure } from '#indicators/values.ts'

/** What is typed for a unit, by part; a figure of one number has the part `of`. */
export type Typed = Readonly<Record<string, string>>

export type Part = { key: string; label: string }

const KINDS: Record<string, string> = {
  opinion: '重大负面舆情',
  larger: '较大群体性事件',
  major: '重大群体性事件',
  extreme: '特别重大群体性事件',
}

/** The numbers that a figure of this indicator is made of. */
export function partsOf(indicator: Indicator): readonly Part[] {
  if ('rates' in indicator && indicator.rates) {
    const order = Object.keys(KINDS)
    const kinds = Object.keys(indicator.rates).toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    return kinds.map((key) => ({ key, label: KINDS[key] ?? key }))
  }
  if (indicator.measure === 'ratio')
    return [
      { key: 'passed', label: '已完成数' },
      { key: 'due', label: '应完成数' },
    ]
  return [{ key: 'of', label: indicator.name }]
}

/** A figure as it is typed. */
export function typedOf(figure: Figure, parts: readonly Part[]): Typed {
  if (figure === null) return {}
  if (typeof figure === 'string') return { of: figure }
  return Object.fromEntries(parts.flatMap(({ key }) => (figure[key] === undefined || figure[key] === null ? [] : [[key, figure[key]]])))
}

/** Whether what is typed is nothing or a number. */
export const isReadable = (text: string): boolean => /^([+-]?\d{1,30}(\.\d{1,30})?)?$/u.test(numberIn(text))

/** Full-width digits are digits. */
const numberIn = (text: string): string => text.normalize('NFKC').replaceAll(/[\s,]/gu, '')

/** The figure that was typed; null where nothing is. */
export function figureIn(typed: Typed, parts: readonly Part[]): Figure {
  const given = parts.flatMap(({ key }): [string, string][] => {
    const text = numberIn(typed[key] ?? '')
    return text === '' ? [] : [[key, text]]
  })
  if (given.length === 0) return null
  return parts.length === 1 && parts[0]!.key === 'of' ? given[0]![1] : Object.fromEntries(given)
}

/** One column copied from a worksheet, beginning at a line; nothing where it is a single cell, which is pasted as any text. */
export function pastedFrom(text: string, units: readonly { id: string }[], from: number): { org: string; text: string }[] {
  const lines = text.replace(/(\r?\n)+$/u, '').split(/\r?\n/u)
  if (lines.length < 2 || lines.some((line) => line.includes('\t'))) return []
  return lines.slice(0, units.length - from).map((line, at) => ({ org: units[from + at]!.id, text: line.trim() }))
}
