import { expect, test } from 'vitest'
import type { AdminRole } from '#kernel/org.ts'
import { testOffice } from '../testing/office.ts'
import { appointAdministrator } from './administrator.ts'

const { app, db, enrolled, browser, audited } = await testOffice()
const appoint = (role: AdminRole, phone: string) =>
  db.transaction().execute((tx) => appointAdministrator(tx, app.keys, { role, name: `首任 ${role}`, phone, org: 'city', now: new Date() }))

test('R-ID-01: a new installation has nobody; the operator appoints the first administrators, and they go on from there', async () => {
  const phones = { 'system-admin': ['10050019901'], 'security-admin': ['10050019902', '10050019903'], 'audit-admin': ['10050019904'] }
  for (const [role, numbers] of Object.entries(phones)) {
    for (const phone of numbers) {
      const password = await appoint(role as AdminRole, phone)
      expect((await browser().signIn(phone, password)).json()).toMatchObject({ mustChange: true, posts: [{ role, org: 'city' }] })
    }
    await expect(appoint(role as AdminRole, '10050019999')).rejects.toThrow('请由管理员在系统内办理')
  }
  await expect(appoint('audit-admin', '10050019901')).rejects.toThrow('请由管理员在系统内办理')
  expect((await audited()).filter((each) => each.action === 'post:appoint')).toHaveLength(4)
})

test('an administrator whom nobody can let in again is let in by the operator', async () => {
  const page = browser()
  const initial = await appoint('security-admin', '10050019902')
  await page.signIn('10050019902', initial)
  await page.send('PUT', '/api/session/password', { current: initial, password: 'brisk-Otter-91' })
  // The authenticator is lost with the password.
  await enrolled(page)
  const me = (await page.signIn('10050019902', await appoint('security-admin', '10050019902'))).json()
  expect(me.posts).toMatchObject([{ role: 'security-admin' }])
  expect((await audited()).filter((each) => each.action === 'post:appoint' && each.object === me.id)).toHaveLength(3)
})
