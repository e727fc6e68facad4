import { createHook } from 'node:async_hooks'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { COOKIE } from './identify.ts'

const { db, person, issue, settled, enrolled, browser, audited } = await testOffice()
const PASSWORD = 'brisk-Otter-91'

/* The clock stands in the middle of a step unless a test moves it, so that a step is what the test says it is. */
const STEP = 30_000
let now = Math.floor(Date.now() / STEP) * STEP + STEP / 2
vi.useFakeTimers({ toFake: ['Date'], now })
afterAll(() => vi.useRealTimers())
const later = (steps: number) => vi.setSystemTime((now += steps * STEP))
// No test is refused a code because an earlier one has used it.
beforeEach(() => later(3))

/** The audit row of the last time somebody came in. */
const lastEntry = async (id: string) =>
  (await audited()).findLast((each) => each.action === 'session:open' && each.person === id && each.result === 'done')

/** Somebody with an authenticator. */
async function withFactor(name: string) {
  const who = await person(name, ['500103', 'reviewer'])
  const page = await settled(who, PASSWORD)
  const factor = await enrolled(page)
  later(2)
  return { ...who, ...factor, page }
}

describe('R-ID-05: signing in with a second factor', () => {
  test('takes the password and the code; the password alone opens nothing and leaves no session behind', async () => {
    const reviewer = await withFactor('何一')
    const page = browser()
    const half = await page.signIn(reviewer.phone, PASSWORD)
    expect([half.statusCode, half.json().code, half.json().field]).toEqual([401, 'CODE_REQUIRED', 'code'])
    expect(half.headers['set-cookie']).toBeUndefined()
    const { rows } = await sql<{ open: number }>`select count(*)::int as open from session where person_id = ${reviewer.id}`.execute(db)
    const answer = await page.signIn(reviewer.phone, PASSWORD, reviewer.code())
    expect(answer.json()).toMatchObject({ id: reviewer.id, mustEnrol: false, factor: { recoveryCodes: 10 } })
    const after = await sql<{ open: number }>`select count(*)::int as open from session where person_id = ${reviewer.id}`.execute(db)
    expect(after.rows[0]!.open).toBe(rows[0]!.open + 1)
    const masked = `${reviewer.phone.slice(0, 3)}****${reviewer.phone.slice(-4)}`
    const told = (await audited()).filter((each) => each.result === 'CODE_REQUIRED')
    expect(told).toMatchObject([{ action: 'session:open', person: null, facts: { phone: masked } }])
    expect(await lastEntry(reviewer.id)).toMatchObject({ facts: { secondFactor: 'code' } })
  })

  test('the code as authenticators show it, in two groups, or in full width', async () => {
    const reviewer = await withFactor('何二')
    const grouped = reviewer.code().replace(/^(...)/, '$1 ')
    expect((await browser().signIn(reviewer.phone, PASSWORD, grouped)).statusCode).toBe(200)
    later(1)
    const wide = reviewer.code().replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    expect((await browser().signIn(reviewer.phone, PASSWORD, wide)).statusCode).toBe(200)
  })

  test('a code works once, also for two who come at one instant, and an earlier one no more', async () => {
    const reviewer = await withFactor('何三')
    const code = reviewer.code()
    const answers = await Promise.all([1, 2, 3, 4].map((at) => browser(`10.8.1.${at}`).signIn(reviewer.phone, PASSWORD, code)))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401, 401, 401])
    const again = await browser('10.8.1.5').signIn(reviewer.phone, PASSWORD, code)
    expect(again.json()).toMatchObject({ code: 'CODE_WRONG', field: 'code' })
    expect((await browser('10.8.1.5').signIn(reviewer.phone, PASSWORD, reviewer.code(-1))).json()).toMatchObject({ code: 'CODE_WRONG' })
    expect((await browser('10.8.1.5').signIn(reviewer.phone, PASSWORD, reviewer.code(1))).statusCode).toBe(200)
  })

  test('the code that enrolled the factor is used up too', async () => {
    const who = await person('何四')
    const factor = await enrolled(await settled(who, PASSWORD))
    expect((await browser().signIn(who.phone, PASSWORD, factor.code())).json()).toMatchObject({ code: 'CODE_WRONG' })
  })

  test('a clock one step slow or fast is forgiven, two steps are not', async () => {
    const reviewer = await withFactor('何五')
    for (const [skew, status] of [
      [-2, 401],
      [2, 401],
      [-1, 200],
      [1, 200],
    ] as const) {
      later(3)
      expect((await browser().signIn(reviewer.phone, PASSWORD, reviewer.code(skew))).statusCode, String(skew)).toBe(status)
    }
  })

  test('a code of somebody else opens nothing', async () => {
    const [one, other] = [await withFactor('何六'), await withFactor('何七')]
    expect((await browser('10.8.2.1').signIn(one.phone, PASSWORD, other.code())).statusCode).toBe(401)
    expect((await browser('10.8.2.1').signIn(one.phone, PASSWORD, other.recoveryCodes[0]!)).statusCode).toBe(401)
  })

  test('an initial password does not replace it, and is not spent before the code was right', async () => {
    const reviewer = await withFactor('何八')
    const initial = await issue(reviewer.id)
    expect((await browser().signIn(reviewer.phone, initial)).json()).toMatchObject({ code: 'CODE_REQUIRED' })
    expect((await browser().signIn(reviewer.phone, initial, '000000')).json()).toMatchObject({ code: 'CODE_WRONG' })
    const page = browser()
    expect((await page.signIn(reviewer.phone, initial, reviewer.code())).json()).toMatchObject({ mustChange: true })
    // Opened with both, good for nothing else: the code is not asked for again.
    await sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${reviewer.id}`.execute(db)
    expect((await page.send('PUT', '/api/session/password', { current: initial, password: 'quiet-Heron-82' })).statusCode).toBe(200)
  })

  test('who has none is not asked', async () => {
    const clerk = await person('何九', ['500103', 'entry'])
    await settled(clerk, PASSWORD)
    const answer = await browser().signIn(clerk.phone, PASSWORD)
    expect(answer.json()).toMatchObject({ factor: null })
    expect(await lastEntry(clerk.id)).not.toHaveProperty('facts')
  })
})

describe('R-ID-04: guessing', () => {
  test('five wrong codes lock the source out as five wrong passwords do; a right password in between does not begin the count anew', async () => {
    const reviewer = await withFactor('许一')
    const guess = (code?: string) => browser('10.8.3.1').signIn(reviewer.phone, PASSWORD, code)
    for (const code of ['000001', '000002', 'ABCD-EFGH-JKMN', '000004']) {
      expect((await guess(code)).json(), code).toMatchObject({ code: 'CODE_WRONG' })
      expect((await guess()).json()).toMatchObject({ code: 'CODE_REQUIRED' })
    }
    expect((await guess('000005')).json()).toMatchObject({ code: 'CODE_WRONG' })
    expect((await guess(reviewer.code())).json()).toMatchObject({ code: 'LOCKED' })
    expect((await guess()).json()).toMatchObject({ code: 'LOCKED' })
    // From elsewhere its owner still comes in.
    expect((await browser('10.8.3.2').signIn(reviewer.phone, PASSWORD, reviewer.code())).statusCode).toBe(200)
  })

  test('a hundred codes at one instant get no more than five tries', async () => {
    const reviewer = await withFactor('许二')
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => browser('10.8.3.3').signIn(reviewer.phone, PASSWORD, String(at).padStart(6, '0'))),
    )
    expect(answers.filter((answer) => answer.json().code === 'CODE_WRONG')).toHaveLength(5)
    expect(answers.filter((answer) => answer.json().code === 'LOCKED')).toHaveLength(95)
  })

  test('an unknown account, a wrong password and a right code with a wrong password: one answer after the same work', async () => {
    const reviewer = await withFactor('许三')
    const plain = await person('许四')
    await settled(plain, PASSWORD)
    const tried = async (phone: string, code?: string) => {
      const work: string[] = []
      const hook = createHook({ init: (_id, type) => void work.push(type) }).enable()
      const { statusCode, body, headers } = await browser('10.8.3.4').signIn(phone, 'not-The-one-77', code)
      hook.disable()
      const { date: _date, ...told } = headers
      return { statusCode, body, told: Object.keys(told), hashes: work.filter((type) => type.startsWith('ARGON2')).length }
    }
    const wrong = await tried('10066666666', '123456')
    expect(wrong).toMatchObject({ statusCode: 401, hashes: 1 })
    expect(JSON.parse(wrong.body)).toEqual({ code: 'SIGN_IN_FAILED', message: '手机号或密码不正确。' })
    for (const phone of ['10066666665', plain.phone, reviewer.phone])
      for (const code of [undefined, '123456', reviewer.code(), reviewer.recoveryCodes[0]!]) expect(await tried(phone, code)).toEqual(wrong)
    // Nothing was used up by it.
    expect((await browser('10.8.3.5').signIn(reviewer.phone, PASSWORD, reviewer.code())).statusCode).toBe(200)
  })
})

describe('R-ID-05: recovery codes', () => {
  test('ten, all different; each opens once in place of a code, however it is typed, and leaves its mark', async () => {
    const reviewer = await withFactor('吕一')
    expect(new Set(reviewer.recoveryCodes).size).toBe(10)
    for (const code of reviewer.recoveryCodes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){2}$/)
    const [first, second] = reviewer.recoveryCodes as [string, string]
    expect((await browser().signIn(reviewer.phone, PASSWORD, first)).json()).toMatchObject({ factor: { recoveryCodes: 9 } })
    expect(await lastEntry(reviewer.id)).toMatchObject({ facts: { secondFactor: 'recovery' } })
    expect((await browser('10.8.4.1').signIn(reviewer.phone, PASSWORD, first)).json()).toMatchObject({ code: 'CODE_WRONG' })
    const typed = ` ${second.toLowerCase().replaceAll('-', ' ')} `
    const answers = await Promise.all([1, 2, 3].map((at) => browser(`10.8.4.${at + 1}`).signIn(reviewer.phone, PASSWORD, typed)))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401, 401])
    expect((await browser().signIn(reviewer.phone, PASSWORD, reviewer.code())).json()).toMatchObject({ factor: { recoveryCodes: 8 } })
  })

  test('a new factor makes the old one and its recovery codes worthless', async () => {
    const reviewer = await withFactor('吕二')
    const next = await enrolled(reviewer.page)
    later(2)
    expect((await browser('10.8.4.8').signIn(reviewer.phone, PASSWORD, reviewer.code())).statusCode).toBe(401)
    expect((await browser('10.8.4.8').signIn(reviewer.phone, PASSWORD, reviewer.recoveryCodes[3]!)).statusCode).toBe(401)
    expect((await browser('10.8.4.8').signIn(reviewer.phone, PASSWORD, next.code())).json()).toMatchObject({
      factor: { recoveryCodes: 10 },
    })
  })
})

describe('R-ID-08: showing again who one is', () => {
  test('wants the code beside the password, once', async () => {
    const reviewer = await withFactor('施一')
    const stale = () => sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${reviewer.id}`.execute(db)
    const prove = (body: object) => reviewer.page.send('POST', '/api/session/fresh', body)
    await stale()
    const code = reviewer.code()
    expect((await prove({ password: PASSWORD })).json()).toMatchObject({ code: 'CODE_REQUIRED', field: 'code' })
    expect((await prove({ password: 'not-The-one-77', code })).json()).toMatchObject({ code: 'PASSWORD_CURRENT_WRONG' })
    expect((await prove({ password: PASSWORD, code: '000000' })).json()).toMatchObject({ code: 'CODE_WRONG' })
    const before = reviewer.page.jar.get(COOKIE)
    expect((await prove({ password: PASSWORD, code })).statusCode).toBe(204)
    expect(reviewer.page.jar.get(COOKIE)).not.toBe(before)
    expect((await prove({ password: PASSWORD, code })).json()).toMatchObject({ code: 'CODE_WRONG' })
    expect((await prove({ password: PASSWORD, code: reviewer.recoveryCodes[0]! })).statusCode).toBe(204)
  })

  test('locks after five wrong codes, a right password in between or not', async () => {
    const reviewer = await withFactor('施二')
    const prove = (code?: string) => reviewer.page.send('POST', '/api/session/fresh', { password: PASSWORD, ...(code ? { code } : {}) })
    for (const code of ['000001', '000002', '000003', '000004', '000005']) {
      expect((await prove()).json()).toMatchObject({ code: 'CODE_REQUIRED' })
      expect((await prove(code)).json()).toMatchObject({ code: 'CODE_WRONG' })
    }
    expect((await prove(reviewer.code())).json()).toMatchObject({ code: 'LOCKED' })
  })

  test('the password is changed only by who has shown both, and the factor stays', async () => {
    const reviewer = await withFactor('施三')
    const change = () => reviewer.page.send('PUT', '/api/session/password', { current: PASSWORD, password: 'quiet-Heron-82' })
    await sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${reviewer.id}`.execute(db)
    expect((await change()).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    await reviewer.page.send('POST', '/api/session/fresh', { password: PASSWORD, code: reviewer.code() })
    expect((await change()).json()).toMatchObject({ factor: { recoveryCodes: 10 } })
    expect((await browser().signIn(reviewer.phone, 'quiet-Heron-82')).json()).toMatchObject({ code: 'CODE_REQUIRED' })
  })
})
