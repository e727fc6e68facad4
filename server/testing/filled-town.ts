import { sql } from 'kysely'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled } from '#kernel/testing/town.ts'
import { keepFile } from '../files/keep.ts'
import { testServer } from './server.ts'

/** Signs that mean something in PostgreSQL's text format, or that a careless copy would lose. */
export const AWKWARD = '制表\t换行\n回车\r反斜杠\\ 空值\\N 结束\\.\n\\.\n引号"\' 𠮷🏛 空格 '

/** A running product with something in every kind of table: records and their acts, attachments, an audit log, a session, a token, kept answers. */
export async function filledTown() {
  const server = await testServer([tournament, match])
  const { app, db, asPerson } = server
  const town = await buildTown(db, [tournament, match])
  const clerk = await asPerson(town.as('north entry').id)
  const reviewer = await asPerson(town.as('north reviewer').id)

  /** A tournament that was filed and passed: four acts' worth of rows in every table that an act touches. */
  async function file(code: string) {
    const draft = (await clerk('POST', '/api/tennis/tournament', { body: { values: filled(code, { startsOn: '2199-01-01' }) } })).json()
    await clerk('POST', `/api/tennis/tournament/${draft.id}/acts`, { body: { verb: 'submit', version: 1 } })
    await reviewer('POST', `/api/tennis/tournament/${draft.id}/acts`, { body: { verb: 'pass', version: 2 } })
    return draft.id as string
  }

  /** An uploaded file that no record holds yet. */
  async function attach(name: string, bytes: Uint8Array) {
    const person = town.as('north entry').id
    const upload = { name, bytes, mime: 'application/pdf', readable: true, person, org: 'north', at: new Date() }
    await db.transaction().execute((tx) => keepFile(tx, app.files, upload))
  }

  for (let at = 0; at < 5; at++) await file(`T-${at}`)
  for (const size of [0, 1, 100_000]) await attach(`附件${size}.pdf`, Buffer.alloc(size, `${size}`))
  await sql`insert into notice (id, title, body, kinds, orgs, published_at, published_by, published_for)
    values (${crypto.randomUUID()}, ${AWKWARD}, '', '{}', '{}', now(), ${town.as('north entry').id}, 'north')`.execute(db)
  // By code points the capital comes first, in a dictionary last.
  await sql`insert into term (dictionary, code, label) values ('ball', 'Zebra', '斑马'), ('ball', 'apple', '苹果')`.execute(db)
  const { token } = (await clerk('POST', '/api/tokens', { body: { name: '看板', scopes: ['tennis/tournament:read'] } })).json()
  return { ...server, town, file, attach, token: token as string }
}
