import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticator } from '#server/testing/authenticator.ts'
import { expectRefusal, machine, shoot } from './browser.ts'
import { signsIn, somebody, withOwnPassword } from './people.ts'
import { start } from './product.ts'
import { presses, sees, seesNo } from './seeing.ts'

const PASSWORD = 'Shuangyue-72-Lubu'

describe('动态口令 in a new installation, where posts demand it', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-factor-'))
  let server: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    server = await start(dataDir, '--empty')
  })
  afterAll(async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('the first administrator enrols before anything else opens, and signs in with a code or a recovery code from then on', async () => {
    const phone = '10099980001'
    const initial = appointed(dataDir, phone)
    const page = await machine()
    expectRefusal(page, 401, '/api/')
    // What every page asks for at once, before it is known who asks.
    expectRefusal(page, 403, '/api/')
    expectRefusal(page, 422, '/api/session/factor')
    // Nothing is known of a demonstration here.
    expectRefusal(page, 404, '/api/demonstration')
    await page.goto(`${server.origin}/sign-in`)
    await signsIn(page, { phone, password: initial })
    await page.getByLabel('初始密码').fill(initial)
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
    await page.getByLabel('再次输入新密码').fill(PASSWORD)
    await presses(page, '保存并进入系统')

    await page.getByRole('heading', { level: 1, name: '绑定动态口令' }).waitFor()
    for (const place of ['/', '/account', '/administration/people']) {
      await page.goto(`${server.origin}${place}`)
      await page.getByRole('heading', { level: 1, name: '绑定动态口令' }).waitFor()
    }
    const { bound, recoveryCodes } = await enrols(page)
    await presses(page, '我已妥善保存，进入系统')
    await page.getByRole('heading', { level: 1, name: '首任系统管理员' }).waitFor()

    await signsOut(page, '首任系统管理员')
    await signsIn(page, { phone, password: PASSWORD })
    await page.getByRole('textbox', { name: '动态口令' }).fill('000000')
    await presses(page, '登录')
    await sees(page.getByRole('alert'), '动态口令不正确或已经用过')
    // The present one was used up in enrolling.
    await page.getByRole('textbox', { name: '动态口令' }).fill(bound.code(1))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '首任系统管理员' }).waitFor()

    await signsOut(page, '首任系统管理员')
    await signsIn(page, { phone, password: PASSWORD })
    await page.getByRole('textbox', { name: '动态口令' }).fill(recoveryCodes[6]!.toLowerCase())
    await presses(page, '登录')
    await page.getByRole('heading', { level: 1, name: '首任系统管理员' }).waitFor()
    await page.goto(`${server.origin}/account`)
    await sees(page, '还有 9 个可用')
    await shoot(page, 'second-factor account')
  })
})

describe('动态口令 in the demonstration, where it is offered', () => {
  test('a clerk binds one of their own accord; the system administrator resets it, and the password alone opens again', async () => {
    const name = '演示·市住房城乡建委录入员'
    const page = await machine()
    const { phone, password } = await withOwnPassword(page.request, '市住房城乡建委录入员')
    await page.goto('/account')
    await sees(page, '尚未绑定')
    await presses(page, '绑定动态口令')
    expectRefusal(page, 422, '/api/session/factor')
    await enrols(page)
    await presses(page, '我已妥善保存')
    await sees(page, '还有 10 个可用')

    const system = await somebody('重庆市系统管理员')
    await system.goto('/administration/people')
    await system.getByLabel('搜索姓名或完整手机号').fill(name)
    await sees(system, '已绑定动态口令')
    await shoot(system, 'second-factor people')
    await presses(system, `重置动态口令 ${name}`)
    await system.getByRole('tooltip').getByRole('button', { name: '重置', exact: true }).click()
    await sees(system, `${name} 的动态口令已重置`)
    await seesNo(system, '已绑定动态口令')

    // Their own machine is at the door again.
    expectRefusal(page, 401, '/api/')
    await page.getByRole('heading', { level: 1, name: '登录' }).waitFor()
    await signsIn(page, { phone, password })
    await page.getByRole('heading', { level: 1, name: '账号与安全' }).waitFor()
    await sees(page, '尚未绑定')
  })
})

/** From the key on the page to ten recovery codes. */
async function enrols(page: Page) {
  const key = await page.getByLabel('绑定密钥').innerText()
  const bound = authenticator(key.replaceAll(/\s/g, ''))
  await page.getByRole('img', { name: '绑定二维码' }).waitFor()
  await shoot(page, `second-factor enrolling ${new URL(page.url()).pathname.slice(1)}`)
  await page.getByRole('textbox', { name: '动态口令' }).fill(authenticator('A'.repeat(32)).code())
  await presses(page, '确认绑定')
  await sees(page, '动态口令不正确，请核对密钥和手机时间后重新输入')
  await page.getByRole('textbox', { name: '动态口令' }).fill(bound.code())
  await presses(page, '确认绑定')
  const listed = page.getByRole('list', { name: '恢复码' }).getByRole('listitem')
  await listed.nth(9).waitFor()
  const recoveryCodes = await listed.allInnerTexts()
  expect(new Set(recoveryCodes).size).toBe(10)
  await shoot(page, `second-factor recovery codes ${new URL(page.url()).pathname.slice(1)}`)
  return { bound, recoveryCodes }
}

async function signsOut(page: Page, name: string) {
  await page.getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
}

/** The operator's command; answers the initial password that it prints. */
function appointed(dataDir: string, phone: string): string {
  const args = ['server/administration/appoint.ts', '--role', 'system-admin', '--name', '首任系统管理员', '--phone', phone]
  const env = { ...process.env, DATA_DIR: dataDir }
  const said = execFileSync(process.execPath, args, { cwd: join(import.meta.dirname, '..'), env, encoding: 'utf8' })
  return /^ {2}(\S+)$/m.exec(said)![1]!
}
