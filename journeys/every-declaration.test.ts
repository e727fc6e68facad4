import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyValues, Field, Fields } from '#kernel/field.ts'
import { quarterWords } from '#kernel/fields/quarter.ts'
import { filledAt } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { modules } from '#modules/all.ts'
import type { Players } from '#server/testing/players.ts'
import { firstOf, isWritten, Walk } from '#server/testing/walk.ts'
import { frame } from './form.ts'
import { somebody } from './people.ts'
import { played } from './played.ts'

/* Each business is shown as it is declared, whichever it is: nothing is registered here. */
let cast: Players
let walk: Walk
let names: Names
beforeAll(async () => {
  cast = await played()
  // Others have filed before, in the demonstration and in other journeys.
  walk = new Walk(cast, { numbered: 8 })
  names = await namesOf(await cast.writer(cast.pool.district[0]!))
})

describe.each(modules.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  test.each(Object.keys(module.flow).filter((stage) => isWritten(module, stage)))(
    'at “%s” the blank form shows what it asks for: label, guidance, and what has to be filled in',
    async (stage) => {
      const fresh = stage === firstOf(module) && module.filedBy !== 'opened'
      const record = fresh ? null : await walk.to(module, stage)
      const who = record ? await walk.handler(module, record) : await cast.writer(walk.filers(module)[0]!)
      const page = await somebody(who.name)
      await page.goto(record ? `/m/${module.path}/${record.id}/edit` : `/m/${module.path}/new`)
      const values = record?.values ?? {}
      const written = filledAt(module, stage)
      const asked = Object.keys(module.fields).filter((key) => written.includes(key) && isAsked(module, key, values))
      await frame(page, asked[0]!).waitFor()
      expect(await placesOn(page)).toEqual(asked)
      for (const key of asked) await showsField(page, key, module.fields[key]!)
    },
  )

  test('what was filled in is read there again, every value of it', async () => {
    const record = await walk.to(module, 'approved')
    const reader = await somebody((await walk.handler(module, record, Object.keys(module.flow).at(-1))).name)
    await reader.goto(`/m/${module.path}/${record.id}`)
    const filled = Object.entries(record.values)
    await frame(reader, filled[0]![0]).waitFor()
    for (const [key, value] of filled) {
      const shown = plain(await frame(reader, key).innerText())
      expect(shown).toContain(plain(module.fields[key]!.label))
      for (const words of wordsOf(module.fields[key]!, value)) expect(shown, `${module.name} ${key}`).toContain(plain(words))
    }
  })
})

/** A field as it is entered; of rows also the first row's parts. */
async function showsField(page: Page, place: string, field: Field) {
  const at = frame(page, place)
  const shown = plain(await at.innerText())
  expect(shown, place).toContain(plain(field.label))
  if (field.hint) expect(shown, place).toContain(plain(field.hint))
  if (field.clause) expect(shown, place).toContain(plain(`依据：操作说明（${field.clause}）`))
  expect(shown.startsWith('*'), `${place} is marked`).toBe(field.required)
  const parts = Object.entries((field.options.fields ?? {}) as Fields).filter(([, part]) => !part.given)
  if (parts.length === 0) return
  if (!field.options.fixed) await at.getByRole('button', { name: field.options.add as string }).click()
  for (const [part, inner] of parts) {
    await frame(page, `${place}.0.${part}`).waitFor()
    await showsField(page, `${place}.0.${part}`, inner)
  }
}

/** The fields a form shows, in its order, without the parts of rows. */
async function placesOn(page: Page): Promise<string[]> {
  const ids = await page.locator('[id^="field-"][id$="-frame"]').evaluateAll((frames) => frames.map(({ id }) => id))
  return ids.map((id) => id.slice('field-'.length, -'-frame'.length)).filter((place) => !place.includes('.'))
}

/** Blanks and breaks are the page's own. */
const plain = (words: string) => words.replaceAll(/\s+/g, '')

type Names = { org: Map<string, { name: string; short: string }>; term: Map<string, string> }

async function namesOf({ call }: Awaited<ReturnType<Players['writer']>>): Promise<Names> {
  const orgs = (await call('GET', '/api/orgs')).json() as { id: string; name: string; short: string }[]
  const dictionaries = new Set(
    modules.flatMap(({ fields }) => Object.values(fields).flatMap(({ options }) => (options.dictionary as string | undefined) ?? [])),
  )
  const terms = await Promise.all(
    [...dictionaries].map(async (name) =>
      ((await call('GET', `/api/dictionaries/${name}`)).json() as { code: string; label: string }[]).map(
        ({ code, label }) => [`${name} ${code}`, label] as const,
      ),
    ),
  )
  return { org: new Map(orgs.map((org) => [org.id, org])), term: new Map(terms.flat()) }
}

/** What is to be read of a value. */
function wordsOf(field: Field, value: any): string[] {
  const way = ways[field.kind.name]
  if (!way) throw new Error(`Nobody has said what is to be read of a ${field.kind.name}`)
  return way(value, field)
}

const said = (value: string) => [value]
const orgName = (id: string) => names.org.get(id)!.name

const ways: Record<string, (value: any, field: Field) => string[]> = {
  text: said,
  paragraph: said,
  choice: said,
  date: said,
  decimal: said,
  quarter: (value: string) => [quarterWords(value)],
  term: (code: string, { options }) => [names.term.get(`${options.dictionary} ${code}`)!],
  org: (id: string) => [orgName(id)],
  orgs: (ids: string[]) => ids.map(orgName),
  scores: (list: { org: string; score: string }[]) => list.flatMap(({ org, score }) => [names.org.get(org)!.short, score]),
  files: (held: { name: string }[]) => held.map(({ name }) => name),
  link: ({ title }: { title: string }) => [title],
  links: (list: { title: string }[]) => list.map(({ title }) => title),
  rows: (rows: AnyValues[], { options }) =>
    rows.flatMap((row) => Object.entries(row).flatMap(([key, part]) => wordsOf((options.fields as Fields)[key]!, part))),
}
