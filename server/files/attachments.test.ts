import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, Header, Packer, Paragraph } from 'docx'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { text } from '#kernel/fields/text.ts'
import { files } from '#kernel/fields/files.ts'
import { defineModule, type Module } from '#kernel/module.ts'
import { EVERYONE } from '#kernel/org.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { sweepFiles } from './sweep.ts'

const notice = defineModule({
  name: '告示',
  path: 'town/notice',
  manual: '章程',
  scope: '',
  unit: '件',
  filedBy: ['district'],
  fields: { title: text('标题'), paper: files('原件', { accept: ['docx', 'pdf'] }) },
  title: 'title',
  ledger: ['title', 'paper'],
  flow: { entry: { label: '录入', by: 'entry', at: 'owner' }, review: { label: '审核', by: 'reviewer', at: 'owner' } },
  seenBy: {},
})

const bulletin: Module = {
  ...notice,
  name: '公报',
  path: 'town/bulletin',
  flow: { entry: { label: '发布', by: 'entry', at: 'owner' } },
  seenBy: { approved: [{ fixed: EVERYONE, name: '全体单位' }] },
}

const { app, db, dataDir, asPerson } = await testServer([notice, bulletin])
let town: Town
let as: (name: string) => ReturnType<typeof asPerson>

beforeAll(async () => {
  town = await buildTown(db, [notice, bulletin])
  as = (name) => asPerson(town.as(name).id)
})

const word = async (line: string, head = '') =>
  Buffer.from(
    await Packer.toBuffer(
      new Document({
        sections: [{ headers: { default: new Header({ children: [new Paragraph(head)] }) }, children: [new Paragraph(line)] }],
      }),
    ),
  )
const meta = (entries: Record<string, string>) =>
  Object.entries(entries)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** As the browser uploads: declare, create, send in pieces. */
async function upload(who: string, bytes: Buffer, name: string, more: Record<string, string> = { declared: '1' }) {
  const call = await as(who)
  const tus = { 'tus-resumable': '1.0.0' }
  const created = await call('POST', '/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': meta({ filename: name, ...more }) },
  })
  if (created.statusCode !== 201) return created
  const place = created.headers.location as string
  const half = Math.floor(bytes.length / 2)
  const send = (from: number, part: Buffer) =>
    call('PATCH', place, {
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: part,
    })
  const first = await send(0, bytes.subarray(0, half))
  expect([204, 422]).toContain(first.statusCode)
  return send(half, bytes.subarray(half))
}

const everything = () =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

describe('an attachment', () => {
  test(
    'R-FU-03 is uploaded in pieces, taken up by a record, and downloaded, as nothing a browser runs, by those who see the record and by nobody else',
    { timeout: 60_000 },
    async () => {
      const bytes = await word('关于开展试点的通知')
      const done = await upload('north entry', bytes, '通知（一）.docx')
      expect(done.statusCode).toBe(204)
      const id = done.headers['luoshi-file'] as string
      expect((await (await as('north reviewer'))('GET', `/api/files/${id}`)).statusCode).toBe(404)

      const clerk = await as('north entry')
      const record = (
        await clerk('POST', '/api/town/notice', {
          body: { values: { title: '告示', paper: [{ id, name: 'x.exe', size: 1, type: 'evil' }] } },
        })
      ).json()
      expect(record.values.paper).toEqual([
        { id, name: '通知（一）.docx', size: bytes.length, type: expect.stringContaining('wordprocessingml') },
      ])

      const got = await (await as('north reviewer'))('GET', `/api/files/${id}`)
      expect(got.rawPayload.equals(bytes)).toBe(true)
      expect(got.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
        'content-disposition': expect.stringContaining("filename*=UTF-8''%E9%80%9A%E7%9F%A5"),
      })
      expect((await (await as('south leader'))('GET', `/api/files/${id}`)).statusCode).toBe(404)
      expect((await app.inject(`/api/files/${id}`)).statusCode).toBe(401)
    },
  )

  test(
    'R-FU-03 of what is published to everybody is everybody’s with a post, and of its draft the owner’s alone',
    { timeout: 60_000 },
    async () => {
      const id = (await upload('north entry', await word('公开'), '公开.docx')).headers['luoshi-file'] as string
      const clerk = await as('north entry')
      const { id: record } = (await clerk('POST', '/api/town/bulletin', { body: { values: { title: '公报', paper: [{ id }] } } })).json()
      const status = async (who: string) => (await (await as(who))('GET', `/api/files/${id}`)).statusCode
      expect([await status('south leader'), await status('north leader')]).toEqual([404, 200])
      await clerk('POST', `/api/town/bulletin/${record}/acts`, { body: { verb: 'submit', version: 1 } })
      expect([await status('south leader'), await status('hall entry')]).toEqual([200, 200])
      const { settle } = await import('#kernel/testing/town.ts')
      const administrator = await asPerson((await settle(db, 'administrator', [{ org: 'federation', role: 'system-admin' }])).id)
      expect((await administrator('GET', `/api/files/${id}`)).statusCode).toBe(404)
    },
  )

  test('of another unit cannot be named in one’s own record (R-XL-03, R-AC-02)', { timeout: 60_000 }, async () => {
    const id = (await upload('south entry', await word('南'), '南.docx')).headers['luoshi-file'] as string
    const answer = await (await as('north entry'))('POST', '/api/town/notice', { body: { values: { title: '偷', paper: [{ id }] } } })
    expect([answer.statusCode, answer.json().message]).toEqual([422, '《原件》中有找不到的附件，请重新上传'])
  })

  test(
    'R-SC-02 R-SC-05 with a classification mark in its header is refused, and nothing readable of it is left',
    { timeout: 60_000 },
    async () => {
      const canary = 'CANARY-7f3a9b'
      const refused = await upload('north entry', await word(`正文${canary}`, '机密★五年'), '普通.docx')
      expect([refused.statusCode, refused.json().code]).toEqual([422, 'FILE_CLASSIFIED'])
      expect(refused.json().message).toContain('电子政务内网邮箱')
      for (const content of everything()) expect(content.includes(canary)).toBe(false)
      const { rows } = await sql<{ entry: string }>`select entry from audit where entry like '%FILE_CLASSIFIED%'`.execute(db)
      expect(rows).toHaveLength(1)
      expect(rows[0]!.entry).not.toContain(canary)
    },
  )

  test('R-SC-01 without the declaration is not accepted; nor under a name that is none', async () => {
    const bytes = await word('x')
    expect((await upload('north entry', bytes, 'a.docx', {})).json().code).toBe('DECLARATION_REQUIRED')
    expect((await upload('north entry', bytes, '../../etc/passwd')).json().code).toBe('FILE_NAME')
    expect((await upload('north entry', bytes, ' \u200b ')).json().code).toBe('FILE_NAME')
  })

  test('R-FU-01 that is not what its name says is refused', { timeout: 60_000 }, async () => {
    expect((await upload('north entry', Buffer.from('MZ\x90\x00 not a pdf at all, not at all'), 'a.pdf')).json().code).toBe(
      'FILE_TYPE_MISMATCH',
    )
    expect((await upload('north entry', Buffer.from('<svg onload=alert(1)>'), 'a.svg')).json().code).toBe('FILE_TYPE_REFUSED')
  })

  test('R-FU-01 whose name alone forbids it is refused before any of it is sent', async () => {
    const call = await as('north entry')
    for (const [filename, code] of [
      ['程序.exe', 'FILE_TYPE_REFUSED'],
      ['没有扩展名', 'FILE_TYPE_REFUSED'],
      [`${'长'.repeat(197)}.pdf`, 'FILE_NAME'],
    ] as const) {
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': meta({ filename, declared: '1' }) }
      const answer = await call('POST', '/api/uploads', { headers })
      expect([answer.statusCode, answer.json().code]).toEqual([422, code])
    }
  })

  test('R-AC-03 R-FU-05 begun by one person is to another as if it never was', async () => {
    const tus = { 'tus-resumable': '1.0.0' }
    const begin = async () =>
      (
        await (
          await as('north entry')
        )('POST', '/api/uploads', {
          headers: { ...tus, 'upload-length': '10', 'upload-metadata': meta({ filename: 'a.docx', declared: '1' }) },
        })
      ).headers.location as string
    const place = await begin()
    const other = await as('south entry')
    const answers = async (url: string) => {
      const send = (method: 'HEAD' | 'PATCH' | 'DELETE' | 'GET', headers: object = {}, body?: string) =>
        other(method, url, { headers: { ...tus, ...headers }, ...(body === undefined ? {} : { body }) })
      const all = [
        await send('HEAD'),
        await send('PATCH', { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, 'x'),
        await send('DELETE'),
        await send('GET'),
      ]
      return all.map(({ statusCode, body, headers: { date: _date, ...headers } }) => ({
        statusCode,
        body,
        headers: Object.keys(headers).sort(),
      }))
    }
    const foreign = await answers(place)
    expect(foreign).toEqual(await answers(`/api/uploads/${'0'.repeat(32)}`))
    expect(foreign.map((answer) => answer.statusCode)).toEqual([404, 404, 404, 404])
    expect((await (await as('north entry'))('HEAD', place, { headers: tus })).headers['upload-offset']).toBe('0')
  })

  test('R-AU-01 refused leaves one row, whoever it was refused to and wherever', { timeout: 60_000 }, async () => {
    const rows = async () =>
      (await sql<{ entry: string }>`select entry from audit where entry like '%file:upload%' order by at, chain, seq`.execute(db)).rows.map(
        (row) => JSON.parse(row.entry) as { result: string; person: string | null },
      )
    const call = await as('north entry')
    const tus = { 'tus-resumable': '1.0.0' }
    const create = (metadata: Record<string, string>, headers: object = {}) =>
      call('POST', '/api/uploads', { headers: { ...tus, 'upload-length': '10', 'upload-metadata': meta(metadata), ...headers } })
    const gone = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
    for (const [result, send] of [
      ['DECLARATION_REQUIRED', () => create({ filename: 'a.docx' })],
      ['FILE_NAME', () => create({ filename: ' ', declared: '1' })],
      ['NOT_ALLOWED', () => create({ filename: 'a.docx', declared: '1', org: 'south' })],
      ['FILE_TOO_LARGE', () => create({ filename: 'a.docx', declared: '1' }, { 'upload-length': String(2 ** 40) })],
      ['UPLOAD_PROTOCOL', () => create({ filename: 'a.docx', declared: '1' }, { 'tus-resumable': '0.2.2' })],
      ['UPLOAD_FAILED', () => create({ filename: 'a.docx', declared: '1' }, { 'upload-length': '-5' })],
      ['UPLOAD_GONE', () => call('PATCH', `/api/uploads/${'0'.repeat(32)}`, { headers: gone, body: 'x' })],
      ['FOREIGN_SITE', () => create({ filename: 'a.docx', declared: '1' }, { origin: 'http://evil.example' })],
      ['FILE_TYPE_REFUSED', () => upload('north entry', Buffer.from('<svg onload=alert(1)>'), 'a.svg')],
      ['SIGNED_OUT', () => app.inject({ method: 'POST', url: '/api/uploads', headers: { ...tus, 'x-luoshi': '1', 'upload-length': '1' } })],
    ] as const) {
      const before = await rows()
      const answer = await send()
      expect(answer.json(), result).toEqual({ code: result, message: expect.stringMatching(/[\u4e00-\u9fff]/u) })
      const told = (await rows()).slice(before.length)
      expect(told.map((row) => row.result)).toEqual([result])
      if (result !== 'SIGNED_OUT' && result !== 'FOREIGN_SITE') expect(told[0]!.person).toBe(town.as('north entry').id)
    }
    const before = await rows()
    await call('HEAD', `/api/uploads/${'0'.repeat(32)}`, { headers: tus })
    expect(await rows()).toHaveLength(before.length)
  })

  test('R-AC-08 for a unit one has left meanwhile is not kept', async () => {
    const { settle } = await import('#kernel/testing/town.ts')
    const who = await settle(db, 'leaving', [
      { org: 'north', role: 'entry' },
      { org: 'south', role: 'entry' },
    ])
    const call = await asPerson(who.id)
    const tus = { 'tus-resumable': '1.0.0' }
    const bytes = await word('北')
    const created = await call('POST', '/api/uploads', {
      headers: {
        ...tus,
        'upload-length': String(bytes.length),
        'upload-metadata': meta({ filename: '北.docx', declared: '1', org: 'north' }),
      },
    })
    await sql`update post set revoked_at = now() where person_id = ${who.id} and org_id = 'north'`.execute(db)
    const last = await call('PATCH', created.headers.location as string, {
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: bytes,
    })
    expect([last.statusCode, last.json().code]).toEqual([403, 'NOT_ALLOWED'])
    expect((await sql`select 1 from file where uploaded_by = ${who.id}`.execute(db)).rows).toEqual([])
  })

  test('R-FU-05 twenty at once and no more, for one person', async () => {
    const call = await as('park entry')
    const begin = (who = call) =>
      who('POST', '/api/uploads', {
        headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': meta({ filename: 'a.docx', declared: '1' }) },
      })
    for (let at = 0; at < 20; at++) expect((await begin()).statusCode).toBe(201)
    expect((await begin()).json().code).toBe('TOO_MANY')
    expect((await begin(await as('hall entry'))).statusCode).toBe(201)
  })

  test(
    'INV-18 R-IN-03 that no record took up is gone after a day, content and all; what records hold stays',
    { timeout: 60_000 },
    async () => {
      const id = (await upload('north entry', await word('没人用'), '闲.docx')).headers['luoshi-file'] as string
      // As the transaction leaves it that was to name it and was rolled back.
      const { sha256: orphan } = await app.files.put(Buffer.from('no row names it'))
      await sweepFiles(db, app.files, new Date())
      expect(await app.files.sizeOf(orphan)).toBe(15)
      const gone = await sweepFiles(db, app.files, new Date(Date.now() + 2 * 24 * 60 * 60 * 1000))
      expect(gone).toBeGreaterThan(0)
      expect((await (await as('north entry'))('GET', `/api/files/${id}`)).statusCode).toBe(404)
      const { rows } = await sql<{ sha256: string }>`select sha256 from file`.execute(db)
      expect(rows.length).toBeGreaterThan(0)
      const kept = await app.files.putBefore(new Date(Date.now() + 24 * 60 * 60 * 1000))
      expect(kept.sort()).toEqual([...new Set(rows.map((row) => row.sha256))].sort())
    },
  )
})
