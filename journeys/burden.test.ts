import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Field, Fields } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { filledAt, renewalStep } from '#kernel/steps.ts'
import { modules } from '#modules/all.ts'
import { shoot } from './browser.ts'
import { burdenPaper, type Burden } from './burden-paper.ts'
import { countEffort, effortOn, type Effort } from './effort.ts'
import { entry, frame } from './form.ts'
import { owed } from './owed.ts'
import { somebody } from './people.ts'
import { presses, sees, todo } from './seeing.ts'

const NO_CHANGE = 3
const USUAL = 10

const NEWS = '上线一体化管护应用，针对多头报修的问题，建立统一派单机制，实现全程网办（演示）。'
const WORDS: Record<string, string> = { text: '建立管护应用统一派单机制', paragraph: NEWS }

const periodic = modules.filter(({ renews }) => renews?.every)
const measured: Burden[] = []

describe('填报负担：从待办到已提交', () => {
  test.each(periodic.map((module) => ({ name: module.name, module })))('$name', async ({ module }) => {
    const { titles, clerk } = await owed(module)
    const page = await somebody(clerk)

    await opens(page, titles[0])
    await presses(page, '无变化上报')
    await presses(page.getByRole('tooltip'), '无变化上报')
    await sees(page, '已按“无变化”上报，现由')
    const unchanged = await effortOn(page)

    const added = await usual(page, module, titles[1])
    await shoot(page, `burden ${module.name}`)
    const changed = await effortOn(page)

    measured.push({ module, unchanged, changed, added })
    expect(deeds(unchanged), '无变化').toBeLessThanOrEqual(NO_CHANGE)
    expect(unchanged.written).toBe(0)
    expect(deeds(changed), '常规更新').toBeLessThanOrEqual(USUAL)
  })

  test('docs/burden.md says what was counted', async () => {
    expect(measured.map(({ module }) => module)).toEqual(periodic)
    await expect(burdenPaper(measured)).toMatchFileSnapshot('../docs/burden.md')
  })
})

const deeds = ({ clicks, keys }: Effort) => clicks + keys

/** From the to-do on the workbench: here the counting begins. */
async function opens(page: Page, title: string) {
  await page.goto('/')
  await todo(page, title).waitFor()
  await countEffort(page)
  await todo(page, title).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** A usual update: something new at the end of the first paragraph, and one row more where there are rows. Answers what the row is called. */
async function usual(page: Page, module: Module, title: string): Promise<string | null> {
  await opens(page, title)
  await presses(page, module.renews!.label)
  const fields = filledAt(module, renewalStep(module)).map((key) => [key, module.fields[key]!] as const)
  const [paragraph] = fields.find(([, { kind }]) => kind.name === 'paragraph')!
  await clicksAtEnd(entry(page, paragraph))
  await page.keyboard.press('Enter')
  await page.keyboard.type(NEWS)
  expect(await entry(page, paragraph).inputValue()).toMatch(new RegExp(`\n.*${NEWS}$`))
  const [key, rows] = fields.find(([, { kind, options }]) => kind.name === 'rows' && !options.fixed) ?? []
  if (key && rows) await addsRow(page, key, rows)
  await presses(page, '提交')
  await page.getByRole('dialog').getByRole('button', { name: '确认提交' }).click()
  await sees(page, '已提交，现由')
  return rows?.label ?? null
}

/** Where a person clicks to go on writing: behind the last word. */
async function clicksAtEnd(area: Locator) {
  const { width, height } = (await area.boundingBox())!
  await area.click({ position: { x: width - 16, y: height - 10 } })
}

/** One row at the end, with all that it must say. Its first entry has the caret by itself. */
async function addsRow(page: Page, key: string, { options }: Field) {
  const { add, fields } = options as { add: string; fields: Fields }
  const before = await frame(page, key).getByRole('region').count()
  await presses(frame(page, key), add)
  for (const [at, [part, { kind, required, options: of }]] of Object.entries(fields).entries()) {
    const place = `${key}.${before}.${part}`
    if (!required) continue
    if (kind.name === 'choice') await frame(page, place).getByRole('radio', { name: of.words[0], exact: true }).click()
    else {
      if (at > 0) await entry(page, place).click()
      await expect.poll(() => entry(page, place).evaluate((element) => element === document.activeElement)).toBe(true)
      await page.keyboard.type(WORDS[kind.name]!)
    }
  }
}
