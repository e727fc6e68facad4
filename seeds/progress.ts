import { addDays } from '#kernel/day.ts'
import type { ProgressFiling, ResultFiling, Returned } from './filing.ts'
import { returnedProgress } from './returned.ts'
import { resultRows, type PilotRow } from './tables.ts'
import type { PilotText } from './texts/pilot-text.ts'
import { publishedResults } from './texts/published.ts'

export type DemonstrationProgress = {
  district: string
  values: ProgressFiling
  /** The step it stands at when the story ends. */
  reached: 'entry' | 'review' | 'lead' | 'confirm' | 'approved'
  /** Row of pilot-results.csv whose facts it carries; everything else in it is demonstration. */
  published: string | null
  returned: Returned<ProgressFiling> | null
}

/** One report per district named, in the manner of the manual and the same on every run. */
export function progressOf(row: PilotRow, text: PilotText, nameOf: (district: string) => string): DemonstrationProgress[] {
  return row.districts.map((district, at) => {
    const returned = returnedProgress[`${row.id}:${district}`] ?? null
    const published =
      Object.keys(publishedResults).find((id) => publishedResults[id]!.pilot === row.id && publishedResults[id]!.district === district) ??
      null
    return {
      district,
      values: report(row, text, nameOf(district), at, published),
      reached: returned ? (returned.corrected ? 'approved' : 'entry') : stages[(at + Number(row.id.slice(1))) % stages.length]!,
      published,
      returned,
    }
  })
}

/** Most are approved, and there is something on everybody's desk. */
const stages = ['approved', 'approved', 'confirm', 'approved', 'lead', 'approved', 'review', 'approved', 'entry'] as const

function report(row: PilotRow, text: PilotText, district: string, at: number, published: string | null): ProgressFiling {
  // One in five is late with a pilot that the others have finished.
  const done = text.acceptedOn !== undefined && at % 5 !== 4
  return {
    status: done ? '已完成' : '推进中',
    ...(done ? { acceptedOn: addDays(text.acceptedOn!, at * 6) } : {}),
    workDone: demonstration(itemised(workOf(text, at))).replaceAll('{区}', district),
    problems: demonstration(text.problems[at % text.problems.length]!),
    results: resultsOf(row, text, at, done, published),
  }
}

/** The first item and, of the others, all but one or all, by the district's place. */
function workOf({ work }: PilotText, at: number): string[] {
  const leftOut = 1 + (at % work.length)
  return work.filter((_, place) => place !== leftOut)
}

function resultsOf(row: PilotRow, { results }: PilotText, at: number, done: boolean, published: string | null): ResultFiling[] {
  const count = done ? 1 + (at % results.length) : (at + 1) % 3
  const own = results.map((_, place) => results[(place + at) % results.length]!).slice(0, count)
  const invented = own.map((result) => ({ ...result, effect: demonstration(result.effect), evidence: [] }))
  if (published === null) return invented
  const { result } = publishedResults[published]!
  const effect = `${resultRows().find((each) => each.id === published)!.effect}${published === 'R1' ? '（手册范例）' : ''}。`
  const evidence = evidenceOf[`${row.id}:${published}`] ?? []
  return result ? [{ ...result, effect, evidence }, ...invented.slice(0, 1)] : [{ ...results[0]!, effect, evidence }]
}

const evidenceOf: Record<string, string[]> = { 'P001:R1': ['P001-measure.pdf'], 'P002:R4': ['P002-acceptance.pdf'] }

export function itemised(items: readonly string[]): string {
  return items.map((item, at) => `${at + 1}.${item}`).join('；\n') + '。'
}

/** Marks invented wording where a reader sees it: …（演示）。 */
export function demonstration(text: string): string {
  return text.replace(/。?$/u, '（演示）。')
}
