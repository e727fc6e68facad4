import { expect, test } from 'vitest'
import { documentNumberKey } from '#kernel/document-number.ts'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import type { AnyValues } from '#kernel/field.ts'
import { isReasonFor } from '#kernel/reason-fields.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { isItemised } from '#modules/reform/wording.ts'
import type { PilotFiling, ProgressFiling } from './filing.ts'
import { demonstrationPilots, filingOf } from './pilots.ts'
import { districts, pilotRows, resultRows, returnReasons } from './tables.ts'
import { stepsOf } from '#kernel/steps.ts'

const today = '2026-11-20'
const all = demonstrationPilots()
// A draft may still have everything wrong with it.
const sound = all.filter((each) => (each.returned === null && each.reached !== 'entry') || each.returned?.corrected)
const reports = all.flatMap((each) =>
  each.progress.map((report) => ({ ...report, id: each.id, lead: each.values.lead, dueOn: each.values.dueOn })),
)

const files = (names: string[]) =>
  names.map((name) => ({ id: '0190f0c8-0000-7000-8000-000000000000', name, size: 1, type: 'application/pdf' }))
const asPilot = (values: PilotFiling): AnyValues => ({ ...values, evidence: files(values.evidence) })
const asProgress = (values: ProgressFiling): AnyValues => ({
  ...values,
  pilot: { id: '0190f0c8-0000-7000-8000-000000000000', title: '试点' },
  lead: 'dept-zhujianwei',
  dueOn: '2027-12-31',
  results: values.results.map((result) => ({ ...result, evidence: files(result.evidence) })),
})

test('at least twenty pilots are distributed, each report belongs to a district named', () => {
  expect(all.filter((each) => each.reached === 'approved').length).toBeGreaterThanOrEqual(20)
  for (const each of all.filter((one) => one.reached === 'approved'))
    expect(each.progress.map((report) => report.district)).toEqual(each.values.districts)
  for (const each of all) expect(each.values.districts).toContain(each.filedBy)
})

test('every step of both flows has something standing at it', () => {
  expect(new Set(all.map((each) => each.reached))).toEqual(new Set([...stepsOf(pilot), 'approved']))
  expect(new Set(reports.map((report) => report.reached))).toEqual(new Set([...stepsOf(pilotProgress), 'approved']))
})

test('what is not to be returned could be submitted as it stands, and the check has nothing to say but that municipal pilots do not count', () => {
  for (const each of sound) {
    expect(problemsOf(pilot, asPilot(each.values), today), each.id).toEqual([])
    expect(
      hintsOf(pilot, asPilot(each.values), today).filter((hint) => hint.field !== 'level'),
      each.id,
    ).toEqual([])
  }
  for (const report of reports) {
    expect(problemsOf(pilotProgress, asProgress(report.values), today), `${report.id} ${report.district}`).toEqual([])
    expect(hintsOf(pilotProgress, asProgress(report.values), today), `${report.id} ${report.district}`).toEqual([])
  }
})

test('no two of them are the same document', () => {
  const keys = all.map((each) => documentNumberKey(each.values.docNo))
  expect(keys).not.toContain(null)
  expect(new Set(keys).size).toBe(keys.length)
})

test('the whole city as scope is refused, and so is a document number that exists, however it is spelt', () => {
  const everywhere = districts().map((district) => district.id)
  for (const id of ['P049', 'P050', 'P051', 'P052', 'P054', 'P055']) {
    const values = asPilot({ ...filingOf(id), districts: everywhere })
    expect(
      problemsOf(pilot, values, today).map((problem) => problem.field),
      id,
    ).toEqual(['districts'])
  }
  const keys = new Set(all.map((each) => documentNumberKey(each.values.docNo)))
  expect(keys).toContain(documentNumberKey(filingOf('P042').docNo))
  expect(keys).toContain(documentNumberKey('国发 [２０１５] 45'))
})

test('what comes back has a reason of the dictionary, a step that can return, and fields that exist', () => {
  const reasons = returnReasons()
  const checked = [
    ...all.flatMap((each) => (each.returned ? [{ module: pilot, returned: each.returned, values: each.values }] : [])),
    ...reports.flatMap((report) => (report.returned ? [{ module: pilotProgress, returned: report.returned, values: report.values }] : [])),
  ]
  expect(checked.length).toBeGreaterThan(15)
  for (const { module, returned, values } of checked) {
    const reason = reasons.find(({ code }) => code === returned.code)!
    expect(isReasonFor(module, reason), returned.code).toBe(true)
    expect(stepsOf(module).slice(1)).toContain(returned.at)
    for (const pin of returned.pins) expect(Object.keys(module.fields)).toContain(pin)
    // A correction answers what was pinned and changes something.
    for (const [key, value] of Object.entries(returned.filed)) expect((values as AnyValues)[key]).not.toEqual(value)
    expect(!returned.corrected || Object.keys(returned.filed).length > 0).toBe(true)
  }
})

test('faulty wording is wording the check before submission warns about', () => {
  const filed = (id: string) =>
    asPilot({ ...all.find((each) => each.id === id)!.values, ...all.find((each) => each.id === id)!.returned!.filed })
  expect(hintsOf(pilot, filed('P012'), today).map((hint) => hint.field)).toEqual(['title'])
  expect(hintsOf(pilot, filed('P044'), today).map((hint) => hint.field)).toEqual(['content'])
  const reported = (id: string, district: string) => {
    const report = reports.find((each) => each.id === id && each.district === district)!
    return hintsOf(pilotProgress, asProgress({ ...report.values, ...report.returned!.filed }), today).map((hint) => hint.field)
  }
  expect(reported('P001', '500107')).toEqual(['workDone'])
  expect(reported('P002', '500111')).toEqual(['results.0.name'])
  expect(reported('P011', '500156')).toContain('results.0.name')
  expect(reported('P024', '500235')).toEqual(['results.0.measure'])
})

test('invented wording is marked where it is read; a published result carries its published effect', () => {
  const published = new Map(resultRows().map((row) => [row.id, row]))
  for (const each of sound) expect(each.values.content, each.id).toContain('（演示）')
  for (const report of reports) {
    expect(report.values.workDone).toContain('（演示）')
    expect(isItemised(report.values.workDone)).toBe(true)
    const marks = report.values.results.map((_, at) =>
      at === 0 && report.published ? published.get(report.published)!.effect : '（演示）',
    )
    for (const [at, mark] of marks.entries()) expect(report.values.results[at]!.effect).toContain(mark)
  }
  expect(
    reports
      .filter((report) => report.published)
      .map((report) => report.published)
      .sort(),
  ).toEqual([...published.keys()].sort())
})

test('a number that no source shows is marked as a demonstration number', () => {
  const rows = new Map(pilotRows().map((row) => [row.id, row]))
  for (const each of all)
    expect(each.values.docNo, each.id).toBe(
      rows.get(each.id)!.docNo || `演示〔${rows.get(each.id)!.year.slice(-4)}〕${Number(each.id.slice(1))}号`,
    )
})
