import { describe, expect, test } from 'vitest'
import { expectRefusal, machine, shoot } from './browser.ts'
import { signsIn } from './people.ts'
import { presses, sees } from './seeing.ts'
import { served } from './served.ts'

const PERSON = '演示·渝中领导'
const NEW_PASSWORD = 'Shuangyue-72-Lubu'

describe('登录', () => {
  test('a wrong password is refused with a sentence; the printed one opens only the change of itself; the new one opens the system', async () => {
    const { phone, password } = served().printed.find((each) => each.name === PERSON)!
    const page = await machine()
    expectRefusal(page, 401, '/api/')
    // What every page asks for at once, before it is known who asks.
    expectRefusal(page, 403, '/api/')
    await page.goto('/m/reform/pilot')
    await signsIn(page, { phone, password: 'not-the-password' })
    await sees(page.getByRole('alert'), '手机号或密码不正确。')
    await shoot(page, 'sign-in')

    // 首次登录须修改初始密码
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '设置新密码' }).waitFor()
    await page.goto('/')
    await page.getByRole('heading', { name: '设置新密码' }).waitFor()
    await page.getByLabel('初始密码').fill(password)
    await page.getByLabel('新密码', { exact: true }).fill('yuzhong')
    await page.getByLabel('再次输入新密码').fill('yuzhong')
    await presses(page, '保存并进入系统')
    await sees(page, '新密码还不符合要求：不少于 10 位')
    await shoot(page, 'password')
    await page.getByLabel('新密码', { exact: true }).fill(NEW_PASSWORD)
    await page.getByLabel('再次输入新密码').fill(NEW_PASSWORD)
    await presses(page, '保存并进入系统')
    await page.getByRole('heading', { level: 1, name: PERSON }).waitFor()

    await page.getByRole('button', { name: PERSON }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await signsIn(page, { phone: `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`, password: NEW_PASSWORD })
    await page.getByRole('heading', { level: 1, name: PERSON }).waitFor()
  })

  test('the address that was asked for opens after signing in', async () => {
    const page = await machine()
    expectRefusal(page, 401, '/api/')
    await page.goto('/m/reform/pilot?stage=approved')
    await page.getByRole('switch', { name: '使用演示账号登录' }).click()
    await page.getByLabel('搜索演示账号').fill('市委改革办审核员一')
    await page.getByRole('list', { name: '演示账号' }).getByRole('button').first().click()
    await page.getByRole('heading', { level: 1, name: '改革试点台账' }).waitFor()
    expect(new URL(page.url()).search).toBe('?stage=approved')
  })

  test('演示账号: anybody of the invented city by one press, in four groups', async () => {
    const page = await machine()
    await page.goto('/sign-in')
    await page.getByRole('switch', { name: '使用演示账号登录' }).click()
    await sees(page, '以下均为虚构的演示人员')
    const accounts = page.getByRole('list', { name: '演示账号' })
    for (const [group, person] of [
      ['区县', '渝中区'],
      ['市级部门', '重庆市住房和城乡建设委员会'],
      ['市委改革办', '重庆市'],
      ['管理员', '重庆市系统管理员'],
    ] as const) {
      await page.getByText(group, { exact: true }).click()
      await sees(accounts, person)
    }
    await shoot(page, 'sign-in demonstration')
    await page.getByLabel('搜索演示账号').fill('渝中审核员')
    await accounts.getByRole('button').first().click()
    await page.getByRole('heading', { level: 1, name: '演示·渝中审核员' }).waitFor()
    await sees(page, '演示账号')
  })
})
