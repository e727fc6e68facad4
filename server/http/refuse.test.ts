import { writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { asRefusal } from './refuse.ts'

const { db, asPerson } = await testServer([tournament, match])
let town: Town
let owner: pg.Client

beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  const url = new URL(process.env.TEST_POSTGRES_URL!)
  url.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(db)).rows[0]!.name}`
  owner = new pg.Client({ connectionString: url.href })
  await owner.connect()
})
afterAll(() => owner.end())

test('F-05 a database without room keeps nothing and says so; what is there can be read, and writing goes on once there is room', async () => {
  const clerk = await asPerson(town.as('north entry').id)
  const post = () => clerk('POST', '/api/tennis/tournament', { body: { values: { title: '赛' } } })
  const before = (await post()).json()
  await owner.query(`create function no_room() returns trigger language plpgsql as $$ begin raise 'no space left on device' using errcode = 'disk_full'; end $$;
    create trigger no_room before insert on record execute function no_room()`)
  const refused = await post()
  expect([refused.statusCode, refused.json().code]).toEqual([507, 'STORAGE_FULL'])
  expect(refused.json().message).toContain('存储空间不足')
  expect((await clerk('GET', '/api/tennis/tournament')).json().rows.map((row: { id: string }) => row.id)).toEqual([before.id])
  await owner.query('drop trigger no_room on record')
  expect((await post()).statusCode).toBe(201)
})

test('F-05 so does a disk without room for a file', async () => {
  const error: unknown = await writeFile('/dev/full', 'x').catch((full: unknown) => full)
  const logged: unknown[] = []
  expect(asRefusal(error, (fault) => logged.push(fault))).toMatchObject({ status: 507, code: 'STORAGE_FULL' })
  expect(logged).toEqual([])
})
