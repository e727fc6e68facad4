import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { leftOut } from '../backup/left-out.ts'
import { outsideOffice } from '../testing/outside.ts'

const { db, town, asPerson, messenger, at, compose, turn, returned, systemAdministrator } = await outsideOffice()

describe('F-24 a copy', () => {
  test('has nothing on its way and may not send: both tables are left out of backups, and nothing leaves before somebody switches it on', async () => {
    expect(leftOut).toEqual(expect.arrayContaining(['delivery', 'sending']))
    await returned()
    await compose(at('08:30'))
    await sql`delete from sending`.execute(db)
    expect(await turn(at('09:00'))).toBe(0)
    await returned('south entry')
    expect(await turn(at('10:00'))).toBe(0)
    expect(messenger.got).toEqual([])
    const administrator = await systemAdministrator()
    expect((await administrator('PUT', '/api/admin/sending', { body: { on: true } })).json()).toEqual({ sending: true })
    expect(await turn(at('11:00'))).toBe(2)
    expect((await administrator('PUT', '/api/admin/sending', { body: { on: false } })).json()).toEqual({ sending: false })
    const clerk = await asPerson(town.as('north entry').id)
    expect((await clerk('PUT', '/api/admin/sending', { body: { on: true } })).statusCode).toBe(403)
  })
})

describe('how somebody wants to be reached', () => {
  test('by what is set up, at an address of the office’s own, which the database keeps sealed', async () => {
    const clerk = await asPerson(town.as('park entry').id)
    expect((await clerk('GET', '/api/reach')).json()).toEqual({
      channel: 'messenger',
      rhythm: 'daily',
      mail: null,
      open: [
        { channel: 'messenger', name: '政务即时通讯' },
        { channel: 'mail', name: '电子邮件' },
        { channel: 'sms', name: '短信' },
      ],
      mailDomains: ['office.example'],
      sending: true,
    })
    const put = async (body: object) => clerk('PUT', '/api/reach', { body })
    for (const mail of [
      'li@elsewhere.example',
      'li@office.example.elsewhere',
      '"x"@office.example',
      'a@b@office.example',
      'li@office.example,wang@office.example',
    ])
      expect((await put({ channel: 'mail', rhythm: 'daily', mail })).json().field, mail).toBe('mail')
    expect((await put({ channel: 'mail', rhythm: 'daily' })).json().field).toBe('mail')
    expect((await put({ channel: 'mail', rhythm: 'at-once', mail: 'li@office.example' })).json()).toMatchObject({
      channel: 'mail',
      mail: 'li@office.example',
    })
    const { rows } = await sql<{
      mail_sealed: Buffer
    }>`select mail_sealed from reach where person_id = ${town.as('park entry').id}`.execute(db)
    expect(rows[0]!.mail_sealed.toString('latin1')).not.toContain('office')
    // Along another channel an address is neither looked at nor kept, and from a screen left alone none is set.
    expect((await put({ channel: 'sms', rhythm: 'daily', mail: 'no address' })).json()).toMatchObject({ channel: 'sms', mail: null })
    await sql`update session set fresh_at = now() - interval '1 hour'`.execute(db)
    expect((await put({ channel: 'mail', rhythm: 'daily', mail: 'li@office.example' })).json().code).toBe('FRESH_REQUIRED')
    expect((await put({ channel: 'none', rhythm: 'daily' })).statusCode).toBe(200)
    const { rows: audited } = await sql<{ entry: string }>`select entry from audit where entry like '%reach:set%'`.execute(db)
    expect(audited.map(({ entry }) => entry).join('')).not.toContain('office.example')
  })
})
