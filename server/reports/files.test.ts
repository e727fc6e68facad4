import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readScheme, readUnits } from '#indicators/read-files.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { scoresFileOf } from '#indicators/scores-file.ts'
import { valuesFileOf } from '#indicators/values-file.ts'
import type { Unit } from '#indicators/values.ts'
import { testOffice } from '../testing/office.ts'
import { computedBy } from './compute.ts'
import { loadSchemes } from './schemes.ts'

const indicators = (name: string) => fileURLToPath(new URL(`../../indicators/${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'luoshi-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the command prints of a scheme and units that were written to files. */
function commanded(scheme: string, values: string): string {
  const paths = { scheme: join(folder, 'scheme.json'), values: join(folder, 'values.json') }
  writeFileSync(paths.scheme, scheme)
  writeFileSync(paths.values, values)
  const asked = [indicators('command.ts'), '--scheme', paths.scheme, '--values', paths.values, '--json']
  const { status, stdout, stderr } = spawnSync(process.execPath, asked, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

describe('the command and the server come to the same, to the last digit', () => {
  const schemes = ['examples/scheme.json', 'schemes/district-2023-03-31.json', 'schemes/district-3.0.json', 'schemes/major-project-1.json']

  test.each(schemes)('%s', (path) => {
    const scheme = readScheme(readFileSync(indicators(path), 'utf8'), path)
    const units = path.startsWith('examples') ? exampleUnits() : awkwardUnits(scheme)
    const { result } = computedBy(scheme, units)
    expect(commanded(JSON.stringify(scheme), JSON.stringify(valuesFileOf(scheme, units)))).toBe(
      `${JSON.stringify(scoresFileOf(scheme, result), null, 2)}\n`,
    )
  })

  const exampleUnits = () => readUnits(readFileSync(indicators('examples/values.csv'), 'utf8'), 'values.csv').units

  /** Thirds and sevenths, ties, nothing due, what has not come. */
  function awkwardUnits({ indicators: all }: Scheme): Unit[] {
    return Array.from({ length: 13 }, (_, at) => ({
      id: `u${at}`,
      name: `单位${at}`,
      ...(at === 12 ? {} : { group: ['东', '西', '南'][at % 3]! }),
      values: Object.fromEntries(
        all.map((indicator, column) => [
          indicator.id,
          'rates' in indicator && indicator.rates
            ? Object.fromEntries(Object.keys(indicator.rates).map((kind, rate) => [kind, String((at + rate) % 3)]))
            : indicator.measure === 'ratio'
              ? { passed: String(at % 4), due: String((at * (column + 1)) % 7) }
              : at === 11 && indicator.measure === undefined
                ? null
                : String((at * (column + 3)) % 10),
        ]),
      ),
    }))
  }
})

const { db, person, asPerson } = await testOffice()
type Call = Awaited<ReturnType<typeof asPerson>>

describe('复核文件', () => {
  let clerk: Call
  let checker: Call
  let district: Call
  let period: string
  let computation: string
  beforeAll(async () => {
    await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
    clerk = await asPerson((await person('改革办 录入员', ['office', 'entry'])).id)
    checker = await asPerson((await person('改革办 审核员', ['office', 'reviewer'])).id)
    district = await asPerson((await person('渝中 领导', ['500103', 'leader'])).id)
    const counted: [figure: string, org: string, amount: string, kind: string][] = [
      ['pilots', '500103', '7', '国家级'],
      ['pilots', '500107', '3', '市级'],
      ['national', '500103', '2', ''],
      ['survey', '500103', '88.5', ''],
      ['survey', '500107', '81.25', ''],
      ['risk', '500107', '1', '重大负面舆情'],
    ]
    for (const [at, [figure, org, amount, kind]] of counted.entries()) {
      const id = `00000000-0000-7000-8000-00000000000${at}`
      await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
        values (${id}, 'test', ${org}, 'approved', 1, 1, 1, ${figure}, '{}', '{}', now(), now(), now(), '{}', '')`.execute(db)
      await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at)
        values (${figure}, ${org}, '2023-03-31', ${kind}, ${amount}::numeric, '', ${id}, '2023-04-01T00:00:00Z')`.execute(db)
    }
    period = (await clerk('POST', '/api/reports/district/periods', { body: { on: '2023-02-14' } })).json().id
    computation = (await clerk('POST', `/api/reports/periods/${period}/computations`)).json().id
  })
  const file = async (who: Call, name: string) => who('GET', `/api/reports/computations/${computation}/files/${name}`)

  test('INV-17 given scheme and values of a computation, the command prints the scores that the server gives', async () => {
    const [scheme, values, scores] = await Promise.all(['scheme.json', 'values.json', 'scores.json'].map((name) => file(clerk, name)))
    expect(scores!.headers['content-disposition']).toContain('scores.json')
    expect(commanded(scheme!.body, values!.body)).toBe(scores!.body)
    const [first] = scores!.json().units
    expect([first.id, first.rank, first.scores.pilots.score]).toEqual(['500103', 1, '20.000000'])
  })

  test('are given to whoever may read the computation: an unfixed one is the office’s own', async () => {
    expect((await file(district, 'scheme.json')).statusCode).toBe(404)
    expect((await file(clerk, 'units.json')).statusCode).toBe(422)
    expect((await clerk('GET', `/api/reports/computations/${computation.replace(/.$/u, '0')}x/files/scheme.json`)).statusCode).toBe(404)
    await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation } })
    const seen = { computation, issue: 1, cause: null }
    expect((await checker('POST', `/api/reports/periods/${period}/fixed`, { body: seen })).statusCode).toBe(201)
    const [ours, theirs] = [await file(clerk, 'values.json'), await file(district, 'values.json')]
    expect([theirs.statusCode, theirs.body]).toEqual([200, ours.body])
  })
})
