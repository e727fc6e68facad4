import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const shown = await testOffice({ demonstration: true })
const real = await testOffice()

describe('the switch of a demonstration', () => {
  test('lists invented people with a post, and signs in as one of them, first password or not', async () => {
    const { person, issue, browser, db, audited } = shown
    const clerk = await person('演示·渝中录入员', ['500103', 'entry'])
    await issue(clerk.id)
    const idle = await person('演示·无岗位')
    const actual = await person('真实人员', ['500103', 'reviewer'])
    await sql`update person set demonstration = false where id = ${actual.id}`.execute(db)
    const page = browser()
    const { accounts } = (await page.send('GET', '/api/demonstration')).json()
    expect(accounts).toEqual([
      { id: clerk.id, name: clerk.name, posts: [{ org: '500103', orgName: '渝中区', role: 'entry', roleName: '录入员' }] },
    ])
    expect((await page.send('POST', '/api/demonstration/session', { id: actual.id })).statusCode).toBe(404)
    expect((await page.send('POST', '/api/demonstration/session', { id: crypto.randomUUID() })).statusCode).toBe(404)
    expect((await page.send('POST', '/api/demonstration/session', { id: 'x' })).statusCode).toBe(422)
    const entered = await page.send('POST', '/api/demonstration/session', { id: clerk.id })
    expect(entered.json()).toMatchObject({ id: clerk.id, mustChange: false, demonstration: true })
    expect((await page.send('GET', '/api/orgs')).statusCode).toBe(200)
    expect((await audited()).at(-1)).toMatchObject({ action: 'session:demonstrate', result: 'done', person: clerk.id })
    await page.send('POST', '/api/demonstration/session', { id: idle.id })
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ id: idle.id, posts: [] })
  })

  test('leaves an account that chose its own password selectable, and never asks for a password it cannot know', async () => {
    const { person, settled, browser, db } = shown
    const clerk = await person('演示·九龙坡审核员', ['500107', 'reviewer'])
    await settled(clerk, 'brisk-Otter-91')
    const page = browser()
    await page.send('POST', '/api/demonstration/session', { id: clerk.id })
    await sql`update session set fresh_at = now() - interval '1 hour' where person_id = ${clerk.id}`.execute(db)
    expect((await page.send('POST', '/api/session/fresh', {})).statusCode).toBe(204)
    expect(new Date((await page.send('GET', '/api/session')).json().freshUntil).getTime()).toBeGreaterThan(Date.now())
    // The password's own sessions are asked for it here as anywhere.
    const typed = browser()
    await typed.signIn(clerk.phone, 'brisk-Otter-91')
    expect((await typed.send('POST', '/api/session/fresh', {})).json()).toMatchObject({ code: 'PASSWORD_CURRENT_WRONG' })
  })

  test('does not exist anywhere else', async () => {
    const { person, browser, db } = real
    const clerk = await person('演示·渝中录入员', ['500103', 'entry'])
    await sql`update person set demonstration = true`.execute(db)
    expect((await browser().send('GET', '/api/demonstration')).json()).toMatchObject({ code: 'NOT_FOUND' })
    expect((await browser().send('POST', '/api/demonstration/session', { id: clerk.id })).json()).toMatchObject({ code: 'NOT_FOUND' })
  })
})
