import { readXlsx } from 'hucre'
import { beforeAll, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

const modules = [tournament, match]
const { db, asPerson } = await testServer(modules)
const PATH = '/api/tennis/tournament'
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)

beforeAll(async () => {
  town = await buildTown(db, modules)
  const surfaces = ['硬地', '草地', '红土']
  for (const club of ['north', 'south'])
    for (let at = 0; at < 6; at++) {
      const more = { title: `${club}第${at}公开赛`, surface: surfaces[at % 3], startsOn: `2199-0${at + 1}-01`, fee: String(at * 10) }
      const clerk = await as(`${club} entry`)
      const draft = (await clerk('POST', PATH, { body: { values: filled(`${club}-${at}`, more) } })).json()
      if (at % 2) await clerk('POST', `${PATH}/${draft.id}/acts`, { body: { verb: 'submit', version: 1 } })
    }
})

test.each<[string, Record<string, string>]>([
  ['north entry', {}],
  ['north entry', { surface: '硬地,草地' }],
  ['north reviewer', { stage: 'review', sort: '-startsOn' }],
  ['south entry', { 'startsOn.from': '2199-02-01', 'startsOn.to': '2199-04-30', sort: 'code' }],
  ['south entry', { q: '第3', sort: 'fee' }],
  ['federation reviewer', { owner: 'south', sort: '-fee' }],
  ['hall entry', {}],
])('an export holds exactly what the filter shows, in its order: %s, %o', async (who, query) => {
  const call = await as(who)
  const shown = (await call('GET', PATH, { query: { ...query, limit: '200' } })).json().rows as {
    title: string
    values: { code: string }
  }[]
  const [sheet] = (await readXlsx((await call('GET', `${PATH}/export`, { query })).rawPayload)).sheets
  expect(sheet!.rows.slice(1).map((row) => row.slice(0, 2))).toEqual(shown.map(({ title, values }) => [title, values.code]))
})
