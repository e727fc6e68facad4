import type { PilotFiling, Returned } from './filing.ts'
import { demonstration, itemised, progressOf, type DemonstrationProgress } from './progress.ts'
import { returnedPilots } from './returned.ts'
import { districts, pilotRow, type PilotRow } from './tables.ts'
import { culture } from './texts/culture.ts'
import { ecology } from './texts/ecology.ts'
import { otherFields } from './texts/other-fields.ts'
import type { PilotText } from './texts/pilot-text.ts'
import { urbanRural } from './texts/urban-rural.ts'

export type DemonstrationPilot = {
  /** Row of pilots.csv. */
  id: string
  /** The district that creates it. */
  filedBy: string
  values: PilotFiling
  /** The step it stands at when the story ends. */
  reached: 'entry' | 'review' | 'distribute' | 'approved'
  returned: Returned<PilotFiling> | null
  /** Reports of the districts named, once it is distributed. */
  progress: DemonstrationProgress[]
}

/** Pilots of real documents with demonstration wording: most distributed, some waiting, some returned. */
export function demonstrationPilots(): DemonstrationPilot[] {
  const names = new Map(districts().map((district) => [district.id, district.name]))
  return [...Object.keys(texts), ...neverCorrected].sort().map((id) => {
    const row = pilotRow(id)
    const text = texts[id] ?? plain(row)
    const returned = returnedPilots[id] ?? null
    const reached = waiting[id] ?? (returned && !returned.corrected ? 'entry' : 'approved')
    return {
      id,
      filedBy: row.districts.includes(FAVOURITE) ? FAVOURITE : row.districts[(Number(id.slice(1)) - 1) % row.districts.length]!,
      values: filingOf(id),
      reached,
      returned,
      progress: reached === 'approved' ? progressOf(row, text, (code) => names.get(code)!) : [],
    }
  })
}

/** 渝中区 files whatever it takes part in: the account that most visitors choose first has something on its desk. */
const FAVOURITE = '500103'

const texts: Record<string, PilotText> = { ...urbanRural, ...ecology, ...culture, ...otherFields }

/** Not distributed yet: with the department, with the district's reviewer, a draft. */
const waiting: Record<string, DemonstrationPilot['reached']> = { P025: 'distribute', P040: 'distribute', P047: 'review', P045: 'entry' }

/** Filed by somebody who had not read the manual, returned, and left so. */
const neverCorrected = ['P005', 'P010', 'P016', 'P017']

function plain(row: PilotRow): PilotText {
  return {
    deployedOn: `${yearOf(row)}-06-30`,
    dueOn: `${Number(yearOf(row)) + 3}-12-31`,
    content: [`开展${row.title}相关改革，建立健全工作推进机制`],
    work: [],
    problems: [],
    results: [],
  }
}

/** A row of pilots.csv as it would be filed, with demonstration wording where there is some. */
export function filingOf(id: string): PilotFiling {
  const row = pilotRow(id)
  const text = texts[id] ?? plain(row)
  return {
    title: row.title,
    level: row.level === '市级' ? '市级' : '国家级',
    docTitle: row.docTitle,
    docNo: row.docNo || demonstrationNumber(row),
    issuer: row.issuer,
    batch: row.batch || undefined,
    lead: row.lead,
    districts: row.districts,
    track: row.track,
    content: demonstration(itemised(text.content)),
    deployedOn: text.deployedOn,
    dueOn: text.dueOn,
    evidence: [printed.includes(row.id) ? `${row.id}.pdf` : `${row.id}.docx`],
  }
}

/** Notices that are kept as PDF in data/documents; the others are made as Word on demand. */
const printed: readonly string[] = ['P001', 'P002', 'P012', 'P036']

/** Where the published source shows no number. Nobody can take 演示〔2022〕4号 for a real one. */
const demonstrationNumber = (row: PilotRow) => `演示〔${yearOf(row)}〕${Number(row.id.slice(1))}号`

const yearOf = (row: PilotRow) => row.year.slice(-4)
