import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { AnyValues, Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'

/** A file as a person's machine has it. */
export type Paper = { name: string; bytes: Uint8Array }

/**
 * Fills in what the declaration asks for as a person with a mouse would: organisations by what they are called or spelt, terms by their label,
 * dates as typed, rows by “+”. Values are what one reads on the page, `Paper[]` for files.
 */
export async function fillIn(page: Page, module: Module, values: AnyValues) {
  for (const [key, value] of Object.entries(values)) await enter(page, module.fields[key]!, `field-${key}`, value)
}

/** The entry of one field, e.g. `title` or `results.0.name`. */
export const entry = (page: Page, place: string): Locator => page.locator(byId(`field-${place}`))

/** The entry with its label, what is said about it and its guidance. */
export const frame = (page: Page, place: string): Locator => page.locator(byId(`field-${place}-frame`))

async function enter(page: Page, field: Field, id: string, value: unknown): Promise<void> {
  const how = ways[field.kind.name]
  if (!how) throw new Error(`Nobody has shown the journeys how to fill in a ${field.kind.name}`)
  await how({ page, field, id, at: page.locator(byId(id)), frame: page.locator(byId(`${id}-frame`)) }, value)
}

type Place = { page: Page; field: Field; id: string; at: Locator; frame: Locator }

const ways: Record<string, (place: Place, value: any) => Promise<void>> = {
  text: ({ at }, words: string) => at.fill(words),
  paragraph: ({ at }, words: string) => at.fill(words),
  async date({ at }, typed: string) {
    await at.fill(typed)
    await at.blur()
  },
  async decimal({ at }, typed: string) {
    await at.fill(typed)
    await at.blur()
  },
  async choice({ page, frame, at }, word: string) {
    await at.waitFor()
    // Many words stand in a list.
    if ((await frame.getByRole('radio').count()) === 0) await picks(page, at, word)
    else await frame.getByRole('radio', { name: word, exact: true }).check()
  },
  org: ({ page, at }, name: string) => picks(page, at, name),
  quarter: ({ page, at }, words: string) => picks(page, at, words),
  async scores({ frame }, list: { org: string; score: string }[]) {
    for (const { org, score } of list) await frame.locator(`[data-org="${org}"]`).fill(score)
  },
  link: ({ page, at }, title: string) => picks(page, at, title),
  async links({ page, at }, titles: string[]) {
    for (const title of titles) await picks(page, at, title)
    await at.blur()
  },
  /** Boxes to tick by their short names, or, where there would be too many, a list to find them in. */
  async orgs({ page, at, frame }, names: string[]) {
    await at.waitFor()
    const boxes = (await frame.getByRole('checkbox').count()) > 0
    for (const name of names) await (boxes ? frame.getByRole('checkbox', { name, exact: true }).check() : picks(page, at, name))
    if (!boxes) await at.press('Escape')
  },
  async term({ page, at }, label: string) {
    await at.fill(label)
    await page.locator('.ant-select-tree-title').filter({ hasText: label, visible: true }).first().click()
  },
  async files({ frame }, papers: Paper[]) {
    const promise = frame.getByRole('checkbox', { name: /^本人承诺/ })
    if (!(await promise.isChecked())) await promise.check()
    const held = frame.getByRole('link', { name: /^下载 / })
    const before = await held.count()
    await choose(frame, papers)
    await expect.poll(() => held.count(), { message: 'files arrived' }).toBe(before + papers.length)
  },
  async rows({ page, field, id, frame }, rows: AnyValues[]) {
    const parts = field.options.fields as Record<string, Field>
    for (const [at, row] of rows.entries()) {
      if (!field.options.fixed) await frame.getByRole('button', { name: field.options.add as string }).click()
      for (const [key, value] of Object.entries(row)) await enter(page, parts[key]!, `${id}.${at}.${key}`, value)
    }
  },
}

/** Opens a list, types into it where that narrows it, and takes what is called so. */
export async function picks(page: Page, at: Locator, words: string) {
  await ((await at.isEditable()) ? at.fill(words) : at.click())
  await page.locator('.ant-select-item-option').filter({ hasText: words, visible: true }).first().click()
}

/** Gives files to the chooser of an entry, as the dialog of the operating system would. */
export async function choose(frame: Locator, papers: readonly Paper[]) {
  await frame
    .locator('input[type=file]')
    .setInputFiles(papers.map(({ name, bytes }) => ({ name, mimeType: mimeOf(name), buffer: Buffer.from(bytes) })))
}

const mimeOf = (name: string) =>
  name.endsWith('.pdf') ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Places contain dots. */
const byId = (id: string) => `[id="${id}"]`
