import fc from 'fast-check'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasClassificationMark } from '#kernel/classification.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AnyValues, Field, Names } from '#kernel/field.ts'
import { recentQuarters } from '#kernel/fields/quarter.ts'
import type { Module } from '#kernel/module.ts'
import { columnsOf, isReadable, partsOf } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { filledAt, firstStep } from '#kernel/steps.ts'
import { isAsked, readValues } from '#kernel/values.ts'
import { modules } from '#modules/all.ts'
import { loadReference } from '#seeds/reference.ts'
import { connect } from '../database/connect.ts'
import { inert } from '../excel/inert.ts'
import { sheetColumns } from '../excel/sheet-pages.ts'
import { wordsOf, type Words } from '../excel/words.ts'
import { namesOf } from '../records/names.ts'
import { freshDatabase } from '../testing/database.ts'
import { groupLines } from './group-lines.ts'
import { rowKey } from './row-key.ts'
import { labelsOf, readHead } from './sheet-head.ts'
import { understand } from './understand.ts'
import { linesOf as workbookLines } from './workbook/lines.ts'

const { db, pool } = connect(await freshDatabase())
afterAll(() => pool.end())
const today = dayOf(new Date())
const nobody = { actor: { id: crypto.randomUUID(), name: '', posts: [] }, org: 'office', now: new Date() }
let words: Words
let exported: Names
beforeAll(async () => {
  await loadReference(db)
  words = await wordsOf(db, modules[0]!, nobody)
  exported = await namesOf(db)
})

/** Texts as they are typed and as they are meant: signs of formulas, of lists and of tables, quotation marks, several scripts. */
const typed = (most: number, signs: string) =>
  fc
    .array(fc.constantFrom(...signs, ...'改革试点制度第一批=+-@\'"“”，、；;,|·:：（）()《》%#0123456789abcXYZ𠮷'), {
      minLength: 1,
      maxLength: Math.min(most, 40),
    })
    .map((parts) => parts.join('').trim())
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && !hasClassificationMark(text) && [...text].length <= most && text.length <= most)

/** Values of a field as they could be stored; null for kinds that a sheet cannot hold or that need other records. */
function anyOf(field: Field): fc.Arbitrary<unknown> | null {
  const { options } = field
  switch (field.kind.name) {
    case 'text':
      return typed(options.max, ' ')
    case 'paragraph':
      return typed(options.max, '\n \t\u2028\u2029')
    case 'choice':
      return fc.constantFrom(...(options.words as string[]))
    case 'date':
      return fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days))
    case 'decimal':
      return fc
        .double({ min: options.min, max: Math.min(options.max, 100_000), noNaN: true })
        .map((number) => field.kind.schema(field).parse(number.toFixed(options.places)))
    case 'quarter':
      return fc.constantFrom(...recentQuarters(today))
    case 'org':
      return fc.constantFrom(...idsOf(field))
    case 'orgs':
      return fc.uniqueArray(fc.constantFrom(...idsOf(field)), { minLength: 1, maxLength: 6 })
    case 'term':
      return fc.constantFrom(...words.offers.terms(options.dictionary)).map((label) => words.codes.terms(options.dictionary, label)[0])
    case 'rows':
      return fc.array(recordOf(partsOf(field)!), { minLength: 1, maxLength: 3 })
    case 'scores':
      return fc
        .uniqueArray(fc.tuple(fc.constantFrom(...idsOf(field)), anyOf(options.number)!), { selector: ([org]) => org, minLength: 1 })
        .map((list) => list.map(([org, score]) => ({ org, score })))
    default:
      return null
  }
}

const idsOf = ({ options }: Field) =>
  words.offers.orgs(options.among ?? null).map((short) => words.codes.orgs(short, options.among ?? null)[0]!)

function recordOf(fields: Record<string, Field>): fc.Arbitrary<AnyValues> {
  const given = Object.entries(fields).flatMap(([key, field]) => {
    const some = anyOf(field)
    return some === null ? [] : [[key, some] as const]
  })
  // The first is always there: a record or a row of which nothing is said leaves no line.
  return fc.record(Object.fromEntries(given), { requiredKeys: given.slice(0, 1).map(([key]) => key) })
}

async function back(module: Module, header: string[], lines: string[][]) {
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: module.name, rows: [header, ...lines] }] }))
  const said = await Array.fromAsync(workbookLines(bytes, { task: 'read', name: 'a.xlsx', labels: labelsOf(module) }))
  const head = readHead(module, said.flatMap((each) => ('head' in each ? [each.head] : []))[0]!)
  const { groups } = groupLines(
    head,
    said.flatMap((each) => ('line' in each ? [each] : [])),
  )
  const ground = {
    stage: firstStep(module),
    filer: 'district' as const,
    others: {},
    kept: (values: AnyValues) => ({ values, fault: null }),
  }
  return groups.map((group) => understand(module, head, group, words.codes, today, ground))
}

describe('whatever is filed comes back as it was, from a template and from an export', () => {
  test.each(modules.map((module) => [module.name, module] as const))('%s', { timeout: 120_000 }, async (_name, module) => {
    const keys = filledAt(module, firstStep(module))
    const record = recordOf(Object.fromEntries(keys.map((key) => [key, module.fields[key]!])))
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async (drawn) => {
        const filed = drawn.map((values) => readValues(module, values, firstStep(module)))
        const meant = filed.map((values) => Object.fromEntries(Object.entries(values).filter(([key]) => isAsked(module, key, values))))
        const template = columnsOf(module, keys).filter(isReadable)
        const whole = columnsOf(module)
        const asTemplate = await back(
          module,
          template.map(({ label }) => `${label}*`),
          filed.flatMap((values) => linesOf(template, values, exported).map((line) => line.map(inert))),
        )
        const asExport = await back(
          module,
          sheetColumns(module).map(({ header }) => header),
          filed.flatMap((values) => linesOf(whole, values, exported).map((line) => line.map(inert))),
        )
        for (const came of [asTemplate, asExport]) {
          expect(came.flatMap(({ found }) => found.filter(({ level }) => level === 'error'))).toEqual([])
          expect(came.map(({ values }) => values)).toEqual(meant)
          expect(came.map(({ values }) => rowKey(module, values))).toEqual(meant.map((values) => rowKey(module, values)))
        }
      }),
      { numRuns: 25 },
    )
  })
})
