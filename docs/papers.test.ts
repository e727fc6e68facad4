import { existsSync, globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { verbNames } from '#kernel/act.ts'
import { faultsOf } from '#kernel/collection.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'

const ROOT = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const papers = globSync(['*.md', '{docs,data}/**/*.md'], { cwd: ROOT })
const all = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([, found]) => found!)

const { scripts, dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(text('package.json')) as Record<
  string,
  Record<string, string>
>
const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, { version: string; license?: string }> }

/** Rows of the tables whose first cell is code: that cell, and the others. */
function rows(path: string): Map<string, string[]> {
  const lines = all(text(path), /^\|( `.*) \|$/gmu).map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(lines.map(([name, ...cells]) => [name!.replaceAll('`', ''), cells]))
}

/** What a heading is called in an address, as the places that show these papers make it. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

describe('links', () => {
  test.each(papers)('%s leads nowhere in vain', (path) => {
    const broken = all(text(path), /\]\((?!https?:|mailto:)([^)\s]+)\)/gu).filter((link) => {
      const [file, anchor] = link.split('#') as [string, string?]
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(join(ROOT, target))) return true
      return (
        anchor !== undefined &&
        !all(text(target), /^#+ (.*)$/gmu)
          .map(slug)
          .includes(anchor)
      )
    })
    expect(broken).toEqual([])
  })

  test('every letter has a number of its own, and none is left out', () => {
    const numbers = globSync('docs/decisions/[0-9]*.md', { cwd: ROOT })
      .map((path) => Number(path.match(/\d{4}/)![0]))
      .sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  })
})

describe('commands and settings', () => {
  test.each(papers)('%s names scripts that there are', (path) => {
    const named = [...all(text(path), /\bnpm run (?:--silent )?([a-z:]+)/gu), ...all(text(path), /\bnpm (start|test)\b/gu)]
    expect(named.filter((name) => !Object.hasOwn(scripts!, name))).toEqual([])
  })

  test('both READMEs list the settings that the server reads, with the same defaults', () => {
    const sources = globSync('server/**/*.ts', { cwd: ROOT, exclude: ['server/testing/**', 'server/**/*.test.ts'] }).map(text)
    const read = sources
      .flatMap((source) => all(source, /(?:\benv\.|env\['|whole\(env, ')([A-Z][A-Z_]+)/gu))
      .filter((name) => name !== 'PATH')
    for (const readme of ['README.md', 'README.zh-CN.md'])
      expect([...rows(readme).keys()].sort(), readme).toEqual([...new Set(read)].sort())
    const defaults = (readme: string) => [...rows(readme)].map(([name, [standard]]) => [name, standard])
    expect(defaults('README.zh-CN.md')).toEqual(defaults('README.md'))
  })

  test('both READMEs give the same commands', () => {
    const commands = (readme: string) => all(text(readme), /```sh\n(.*?)```/gsu).map((block) => block.replace(/ +#.*$/gmu, ''))
    expect(commands('README.zh-CN.md')).toEqual(commands('README.md'))
  })
})

describe('dependencies', () => {
  const direct = { ...dependencies, ...devDependencies, ...optionalDependencies }

  test('each has its row, with the version and the licence that are installed', () => {
    const installed = Object.keys(direct).map((name) => {
      const { version, license } = packages[`node_modules/${name}`]!
      return [name, version, license]
    })
    const listed = [...rows('docs/decisions/dependencies.md')].map(([name, [version, licence]]) => [name, version, licence])
    expect(listed.sort()).toEqual(installed.sort())
  })

  test('each is pinned, and what is overridden is explained', () => {
    expect(Object.values(direct).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    for (const [name, version] of Object.entries(overrides!))
      expect(text('docs/decisions/dependencies.md')).toContain(`\`${name}\` is held at ${version}`)
  })

  test('nothing they bring along is under other terms than the letter says', () => {
    const plain = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'Unlicense', 'BlueOak-1.0.0', 'Python-2.0']
    const others = Object.entries(packages).filter(([path, { license }]) => path !== '' && !plain.includes(license ?? ''))
    const names = others.map(([path]) => path.replace(/.*node_modules\//, '').replace(/^(lightningcss)-.*/, '$1'))
    expect([...new Set(names)].sort()).toEqual(['@axe-core/playwright', 'axe-core', 'combine-errors', 'jszip', 'lightningcss', 'pako'])
  })
})

describe('CONTRIBUTING.md', () => {
  /** The example that begins with its own path, loaded as if it stood there. */
  async function example(path: string): Promise<Record<string, unknown>> {
    const source = all(text('CONTRIBUTING.md'), /```ts\n(.*?)```/gsu).find((block) => block.startsWith(`// ${path}\n`))!
    const place = (from: string) =>
      pathToFileURL(from.startsWith('#') ? join(ROOT, from.slice(1)) : from.startsWith('.') ? join(ROOT, dirname(path), from) : '').href
    const placed = stripTypeScriptTypes(source).replace(/ from '([#.][^']*)'/gu, (_, from: string) => ` from '${place(from)}'`)
    const bare = placed.replace(/ from '(?!file:)([^']*)'/gu, (_, name: string) => ` from '${import.meta.resolve(name)}'`)
    return (await import(`data:text/javascript,${encodeURIComponent(bare)}`)) as Record<string, unknown>
  }

  test('its module can be added as it stands', async () => {
    const { course } = (await example('modules/training/course.ts')) as { course: Module }
    expect(faultsOf([course])).toEqual([])
    expect(course.refuse!({ heldOn: '2026-11-21' }, '2026-11-20', 'district')).toMatchObject([{ field: 'heldOn' }])
    expect(course.checks!.year!.finds({ title: '培训班' }, '2026-11-20', () => 0)).toMatchObject([{ field: 'title' }])
  })

  test('its field kind reads, refuses and sorts what it says', async () => {
    const { whole } = (await example('kernel/fields/whole.ts')) as {
      whole: (label: string, options?: { most: number }) => Module['fields'][string]
    }
    const people = whole('人数', { most: 500 })
    const { kind } = people
    expect(kind.schema(people).safeParse(41).success).toBe(true)
    for (const wrong of [-1, 1.5, 501, '41']) expect(kind.schema(people).safeParse(wrong).success, String(wrong)).toBe(false)
    expect([9, 41, 500].flatMap((count) => kind.facets!(count))).toEqual([9, 41, 500].flatMap((count) => kind.facets!(count)).sort())
  })
})

describe('docs/rules.md', () => {
  const RULE = /\b((?:R-[A-Z]{2}|INV|F)-\d{2})\b/gu
  const tests = globSync('**/*.test.{ts,tsx}', { cwd: ROOT, exclude: ['node_modules', 'docs', 'web/dist'] })
  const naming = new Map(tests.map((path) => [path, new Set(all(text(path), RULE))]))
  const told = [...rows('docs/rules.md')].map(([id, cells]) => ({ id, proof: cells[1]! }))

  test('every rule that a test names has its row, once', () => {
    const ids = all(text('docs/rules.md'), /^\| `([^`]+)` \|/gmu)
    expect(ids).toEqual([...new Set(ids)])
    const named = new Set([...naming.values()].flatMap((rules) => [...rules]))
    expect([...named].filter((id) => !ids.includes(id))).toEqual([])
  })

  test.each(told)('$id is proven where it says, or says that it is not', ({ id, proof }) => {
    const files = all(proof, /`([^`]+\.test\.tsx?)`/gu)
    for (const file of files) expect(naming.get(file)?.has(id), file).toBe(true)
    // What is not there yet, and is named by a test all the same, has come meanwhile: its row wants to know.
    if (files.length === 0) expect([...naming].filter(([, rules]) => rules.has(id)).map(([file]) => file)).toEqual([])
    if (files.length === 0) expect(proof).toMatch(/^(Not yet|Does not apply)\b/)
  })
})

describe('docs/words.md', () => {
  const words = text('docs/words.md')

  test('a term stands once, on either side; one word for two things says of what', () => {
    const cells = words.split('\n').flatMap((line) => (/^\| (?!Chinese|---)/.test(line) ? [line.slice(2).split(' | ')] : []))
    const twice = (terms: string[]) => terms.filter((term, at) => terms.indexOf(term) !== at)
    expect(twice(cells.flatMap(([chinese]) => chinese!.split(' · ')))).toEqual([])
    expect(twice(cells.flatMap(([, code]) => code!.split(/, | · |; /)))).toEqual([])
  })

  test.each(Object.entries({ ...verbNames, ...roleNames }))('%s stands beside %s', (code, chinese) => {
    const row = words.split('\n').find((line) => line.startsWith('| ') && line.split(' | ')[0]!.slice(2).split(' · ').includes(chinese))
    expect(row?.split(' | ')[1]?.split(/, | · /)).toContain(code)
  })
})
