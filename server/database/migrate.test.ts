import { afterEach, expect, test } from 'vitest'
import { freshDatabase } from '../testing/database.ts'
import { CannotStart } from './cannot-start.ts'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'
import { withClient } from './with-client.ts'

const url = await freshDatabase()
const role = `office_${process.pid}`
const empty = named(`office_${process.pid}`)

afterEach(() => sql(url, `drop database if exists ${role} with (force)`, `drop role if exists ${role}`))

/** The same server, another database; for a user of ours who may do nothing else. */
function named(name: string, user?: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  if (user) other.username = user
  return other.href
}

async function sql(on: string, ...statements: string[]) {
  await withClient(on, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

test('a database that is already at the newest schema stays as it is', async () => {
  await expect(migrate(url)).resolves.toBeUndefined()
})

test('a user who only owns the database and was granted luoshi_app is enough', async () => {
  await sql(url, `create role ${role} login`, `grant luoshi_app to ${role}`, `create database ${role} owner ${role}`)
  await migrate(named(role, role))
  const { db, pool } = connect(named(role, role))
  await expect(db.selectFrom('org').selectAll().execute()).resolves.toEqual([])
  await pool.end()
})

test('a user who does not own the database is refused with what is missing', async () => {
  await sql(url, `create role ${role} login`, `create database ${role}`)
  await expect(migrate(named(role, role))).rejects.toThrow(/^数据库用户的权限不足（.*所需权限见 docs\/operations\.md/)
})

test('a release that does not know the newest migration refuses to open the database', async () => {
  const later = await freshDatabase()
  await sql(later, `insert into kysely_migration (name, timestamp) values ('9999-later', now()::text)`)
  await expect(migrate(later)).rejects.toThrow('数据库由更新的版本使用过')
})

test('another encoding than UTF-8 is refused before anything is made', async () => {
  await sql(url, `create database ${role} template template0 encoding 'SQL_ASCII' locale 'C'`)
  await expect(migrate(empty)).rejects.toThrow('数据库的编码为 SQL_ASCII')
})

test('a server or a database that is not there is a sentence for the operator', async () => {
  await expect(migrate(named('nowhere'))).rejects.toThrow(CannotStart)
  await expect(migrate('postgres://nobody@127.0.0.1:1/nowhere')).rejects.toThrow(/^连接不上数据库，请检查 DATABASE_URL：.*ECONNREFUSED/)
})
