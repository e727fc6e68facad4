import { readFileSync } from 'node:fs'
import type { Org, OrgKind } from '#kernel/org.ts'
import type { ReasonDetail } from '#kernel/reason-fields.ts'
import { parseCsv } from './csv.ts'

/** The data files of `data/`, typed. `data/README.md` says where each comes from and how far to trust it. */

export type District = Org & { segment: string; label: [lng: number, lat: number]; onMap: 'outline' | 'badge' }

/** The 41 districts, in the order official papers list them. */
export function districts(): District[] {
  const header = [
    'seq',
    'code',
    'code_system',
    'name',
    'short',
    'kind',
    'segment',
    'label_lng',
    'label_lat',
    'on_map',
    'source',
    'confidence',
  ] as const
  return read('districts.csv', header).map((row) => ({
    id: row.code,
    name: row.name,
    short: row.short,
    kind: 'district',
    segment: row.segment,
    label: [Number(row.label_lng), Number(row.label_lat)],
    onMap: row.on_map as District['onMap'],
  }))
}

/** The city, the reform office, the data-owning bodies and the municipal departments. */
export function departments(): Org[] {
  const header = ['seq', 'code', 'name', 'short', 'kind', 'source', 'confidence'] as const
  return read('departments.csv', header).map((row) => ({
    id: row.code,
    name: row.name,
    short: row.short,
    kind: (row.kind === 'data-owner' ? 'department' : row.kind) as OrgKind,
  }))
}

export type Term = { code: string; parent: string | null; label: string; from: string; until: string | null }

/** 领域/跑道: the lower level is what a record stores. */
export function fieldTracks(): Term[] {
  return read('dictionaries/field-track.csv', ['code', 'parent', 'label', 'from', 'until', 'note'] as const).map(termOf)
}

export type ReturnReason = Term & ReasonDetail

/** Reasons to return a record, in groups; `words` are suggested to the reviewer, `fields` what they usually pin, `modules` the businesses they are for. */
export function returnReasons(): ReturnReason[] {
  const header = ['code', 'parent', 'label', 'words', 'modules', 'fields', 'clause', 'from', 'until'] as const
  return read('dictionaries/return-reasons.csv', header).map((row) => ({
    ...termOf(row),
    words: row.words,
    modules: list(row.modules),
    fields: list(row.fields),
    clause: row.clause,
  }))
}

export type PilotRow = {
  id: string
  title: string
  level: string
  issuer: string
  docTitle: string
  docNo: string
  batch: string
  year: string
  districts: string[]
  track: string
  lead: string
  /** `in` the scope of the 3.0 manual, `municipal`, to be judged (`review`), or `out`. */
  scope: 'in' | 'municipal' | 'review' | 'out'
  /** `fact`: read in a public page. `demonstration`: partly general knowledge, never to be shown as an official fact. */
  use: 'fact' | 'demonstration'
  source: string
}

export function pilotRows(): PilotRow[] {
  const header = [
    ...([
      'id',
      'title',
      'level',
      'issuer',
      'doc_title',
      'doc_no',
      'batch',
      'year',
      'districts_as_published',
      'districts',
      'field_as_published',
      'track',
    ] as const),
    ...(['lead_as_published', 'lead', 'scope', 'scope_note', 'evidence', 'use', 'trust', 'confidence', 'source'] as const),
  ] as const
  return read('pilots.csv', header).map((row) => ({
    id: row.id,
    title: row.title,
    level: row.level,
    issuer: row.issuer,
    docTitle: row.doc_title,
    docNo: row.doc_no,
    batch: row.batch,
    year: row.year,
    districts: list(row.districts),
    track: row.track,
    lead: row.lead,
    scope: row.scope as PilotRow['scope'],
    use: row.use as PilotRow['use'],
    source: row.source,
  }))
}

/** One of them, however often it is asked for. Throws where there is none. */
export function pilotRow(id: string): PilotRow {
  rowsById ??= new Map(pilotRows().map((row) => [row.id, row]))
  const row = rowsById.get(id)
  if (!row) throw new Error(`pilots.csv has no row ${id}`)
  return row
}

let rowsById: ReadonlyMap<string, PilotRow> | undefined

export type ResultRow = { id: string; pilot: string; effect: string; source: string }

/** Results of pilots as published, condensed. */
export function resultRows(): ResultRow[] {
  const header = ['id', 'pilot', 'district', 'name', 'form_as_published', 'measure', 'effect', 'source', 'confidence'] as const
  return read('pilot-results.csv', header).map(({ id, pilot, effect, source }) => ({ id, pilot, effect, source }))
}

export type ExperienceRow = { id: string; title: string; orgs: string[]; kind: string; form: string; effect: string; source: string }

/** Published cases of reform experience: what they are called, how they were recognised, and what came of them, condensed. */
export function experienceRows(): ExperienceRow[] {
  const header = [
    'id',
    'title',
    'unit_as_published',
    'orgs',
    'year',
    'kind',
    'form_as_published',
    'effect',
    'source',
    'confidence',
  ] as const
  return read('experiences.csv', header).map(({ id, title, orgs, kind, form_as_published: form, effect, source }) => {
    return { id, title, orgs: list(orgs), kind, form, effect, source }
  })
}

function termOf(row: { code: string; parent: string; label: string; from: string; until: string }): Term {
  return { code: row.code, parent: row.parent || null, label: row.label, from: row.from, until: row.until || null }
}

const list = (cell: string) => (cell === '' ? [] : cell.split(';'))

function read<const H extends string>(name: string, header: readonly H[]): Record<H, string>[] {
  return parseCsv(readFileSync(new URL(`../data/${name}`, import.meta.url), 'utf8'), header)
}
