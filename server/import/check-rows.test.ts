import { readXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { filled } from '#kernel/testing/town.ts'
import type { Job } from '../jobs/job.ts'
import { claim } from '../jobs/queue.ts'
import { importingTown } from '../testing/importing-town.ts'
import { typedInto } from '../testing/typed-into.ts'
import { uploaded } from '../testing/upload.ts'
import { readImport } from './read-import.ts'

const { app, db, as, look } = await importingTown()

test('many reports are judged in one transaction, each beside what its own record holds', async () => {
  const clerk = await as('north entry')
  for (const code of ['A-1', 'A-2', 'A-3', 'A-4'])
    await clerk('POST', '/api/tennis/tournament', { body: { values: filled(code, { title: `${code}公开赛`, startsOn: '2199-06-01' }) } })
  const desk = (await clerk('GET', '/api/tennis/tournament/template', { query: { of: 'desk' } })).rawPayload
  const [sheet] = (await readXlsx(desk)).sheets
  const typed = await typedInto(
    desk,
    sheet!.rows.findIndex((row) => row.includes('A-2公开赛')),
    { 用球: '黄球' },
  )
  const file = await uploaded(clerk, typed, '赛事.xlsx')
  const { id } = (await clerk('POST', '/api/tennis/tournament/imports', { body: { file } })).json()
  let begun = 0
  const counted = new Proxy(db, {
    get(of, name) {
      if (name === 'transaction') begun++
      const value: unknown = Reflect.get(of, name, of)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  await readImport({ app, db: counted, job: (await claim(db)) as Job, tell: () => Promise.resolve(), signal: new AbortController().signal })
  // The second is the end of the reading.
  expect(begun).toBe(2)
  const { job, rows } = await look('north entry', id)
  expect(job).toMatchObject({ state: 'ready', outcome: { counts: { rows: 4, bad: 0, updates: 4 } } })
  expect(rows.map(({ values }: { values: { ball: string } }) => values.ball).sort()).toEqual(['green', 'green', 'green', 'yellow'])
})
