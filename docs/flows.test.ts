import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { menuName } from '#kernel/module.ts'
import { modules } from '#modules/all.ts'
import { flowPaper } from './flow-paper.ts'

const ROOT = join(import.meta.dirname, '..')

/** What the journeys of each file are called. */
const titles = globSync('journeys/*.test.ts', { cwd: ROOT })
  .sort()
  .flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^describe\('([^']+)'/gmu)].map(([, title]) => ({ file, title: title! })),
  )

const walked = modules.map((module) => {
  const name = menuName(module)
  return { path: module.path, name, file: titles.find(({ title }) => title === name)?.file }
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
