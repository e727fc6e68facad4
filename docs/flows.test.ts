import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modules } from '#modules/all.ts'
import { flowPaper } from './flow-paper.ts'

const ROOT = join(import.meta.dirname, '..')

/** What the journeys of each file are called. */
const titles = globSync('journeys/*.test.ts', { cwd: ROOT })
  .sort()
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^describe\('([^']+)'/gmu)].map(([, title]) => ({ file, title: title! })),
  )

/** A journey is that of the module whose name its title begins with: 改革需求清单交办 is 改革需求清单, not 改革需求. */
const nameIn = (title: string) =>
  modules.map(({ name }) => name).reduce((longest, name) => (title.startsWith(name) && name.length > longest.length ? name : longest), '')

const walked = modules.map(({ path, name }) => {
  const found = titles.find(({ title }) => title === name) ?? titles.find(({ title }) => nameIn(title) === name)
  return { path, name, file: found?.file }
})

describe('docs/flows.md', () => {
  test.each(walked)('$name is walked by a journey of its name', ({ file }) => {
    expect(file).toBeDefined()
  })

  test('says what the declarations say; `npx vitest run docs/flows.test.ts -u` writes it anew', async () => {
    const journeys = new Map(walked.map(({ path, file }) => [path, file!]))
    await expect(flowPaper(modules, journeys)).toMatchFileSnapshot('flows.md')
  })
})
