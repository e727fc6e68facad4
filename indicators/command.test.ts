import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { scoresShape, type ScoresFile } from './scores-file.ts'

const home = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'luoshi-score-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) => spawnSync(process.execPath, [home('command.ts'), ...args], { encoding: 'utf8' })
const SCHEME = home('examples/scheme.json')

describe('npm run score', () => {
  test('says how it is used', () => {
    const { status, stdout } = run('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('--scheme')
    expect(stdout).toContain('--showing')
    expect(run().status).toBe(2)
    expect(run('--schema', SCHEME).status).toBe(2)
  })

  test.each(['values.csv', 'values.json'])('scores %s: as worked by hand in docs/scoring.md', (name) => {
    const { status, stdout, stderr } = run('--scheme', SCHEME, '--values', home(`examples/${name}`), '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { units } = JSON.parse(stdout) as ScoresFile
    expect(units.map(({ name: unit, index, rank, groupRank, band, pending }) => [unit, index, rank, groupRank, band, pending])).toEqual([
      ['万州区', '88.662045', 2, 1, 'blue', false],
      ['涪陵区', '84.630952', 3, 2, 'yellow', false],
      ['渝中区', '95.737500', 1, 1, 'green', false],
      ['大渡口区', '77.349206', 5, 3, 'red', false],
      ['黔江区', '83.042857', 4, 1, 'orange', false],
      ['梁平区', null, null, null, 'grey', true],
    ])
  })

  test('prints a table by rank, the pending one last', () => {
    const { stdout } = run('--scheme', SCHEME, '--values', home('examples/values.csv'))
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^排名 +单位 +指数 +颜色 +改革落实力 +品牌显示度 +改革满意度 +风险管控力$/u)
    expect(lines[1]).toMatch(/^1 +渝中区 +95\.74 +绿/u)
    expect(lines.at(-2)).toMatch(/^— +梁平区 +— +灰/u)
    expect(lines.at(-1)).toBe('注：1个单位有指标值未到，没有指数和排名。')
    const early = join(folder, 'early.csv')
    writeFileSync(early, 'id,name,pilots,accepted.passed,accepted.due,national,promoted,reported\n1,一,3,1,2,0,0,1\n2,二,5,2,2,1,0,0\n')
    expect(run('--scheme', SCHEME, '--values', early).stdout).toMatch(/注：“社情民意电话调查满意度”未计入，可得总分为80分。\n$/u)
  })

  test('an excerpt is scored: a first-level index that it leaves out, a blank for an indicator that it has not', () => {
    const [scheme, values] = [join(folder, 'excerpt.json'), join(folder, 'excerpt-values.json')]
    writeFileSync(
      scheme,
      `{ "id": "district-2023-03-31", "name": "区县改革报表", "validFrom": "2023-01-01",
  "settings": { "rank": "competition", "rankPlaces": 2, "rounding": "half-up", "bands": { "method": "rank", "colours": ["green","blue","yellow","orange","red"] } },
  "dimensions": [ { "id": "implementation", "name": "改革落实力", "weight": 30 } ],
  "indicators": [
    { "id": "pilots", "name": "承接试点项目数", "dimension": "implementation", "weight": 20, "method": "two-tier", "coefficients": [1.0, 0.8], "settings": { "allEqual": "zero-floor-else-full" } },
    { "id": "accepted", "name": "按时通过验收率", "dimension": "implementation", "weight": 10, "method": "two-tier", "coefficients": [1.0, 0.8], "measure": "ratio", "settings": { "notApplicable": "peer-mean", "allNotApplicable": "full" } },
    { "id": "national", "name": "全国性肯定评价", "dimension": "visibility", "weight": 25, "method": "three-tier", "coefficients": [1.0, 0.9, 0.8], "settings": { "degenerate": "ends-first", "median": "mean" } },
    { "id": "risk", "name": "风险管控力", "method": "deduction", "rates": { "opinion": 0.1, "larger": 3, "major": 5, "extreme": 10 } } ] }`,
    )
    writeFileSync(
      values,
      `{ "units": [ { "id": "500101", "name": "万州区", "group": "渝东北",
    "values": { "pilots": 7, "accepted": { "passed": 3, "due": 4 }, "national": 2, "survey": null, "risk": { "opinion": 1, "major": 0 } } } ] }`,
    )
    const { status, stdout, stderr } = run('--scheme', scheme, '--values', values, '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { units, scheme: id } = JSON.parse(stdout) as ScoresFile
    expect(id).toBe('district-2023-03-31')
    const [{ scores, ...whole }] = units as [ScoresFile['units'][number]]
    // One unit alone is all alike above zero: full marks, less one opinion.
    expect(Object.fromEntries(Object.entries(scores).map(([name, one]) => [name, [one.score, one.case]]))).toEqual({
      pilots: ['20.000000', 'all-equal'],
      accepted: ['10.000000', 'all-equal'],
      national: ['25.000000', 'all-equal'],
      risk: ['-0.100000', 'by-kind'],
    })
    expect(whole).toEqual({
      ...{ id: '500101', name: '万州区', group: '渝东北' },
      // 全国性肯定评价 counts towards the index, though the first-level index it names is left out.
      dimensions: { implementation: { score: '30.000000', rank: 1, band: 'green' } },
      ...{ index: '54.900000', total: '54.900000', attainable: '55.000000' },
      ...{ rank: 1, groupRank: 1, band: 'green', pending: false },
    })
    // A scheme that says what it adds up to is whole: there the same name is a mistake.
    writeFileSync(
      scheme,
      JSON.stringify({
        id: 's',
        name: '示例',
        full: 25,
        dimensions: [],
        indicators: [
          {
            id: 'national',
            name: '全国性肯定评价',
            dimension: 'visibility',
            weight: 25,
            method: 'three-tier',
            coefficients: [1, 0.9, 0.8],
          },
        ],
      }),
    )
    expect(run('--scheme', scheme, '--values', values)).toMatchObject({
      ...{ status: 2, stderr: '✗ excerpt.json indicators[0].dimension：没有“visibility”这个一级指标\n' },
    })
  })

  test('a total under 0 is said below the table', () => {
    const low = join(folder, 'low.json')
    const units = [{ id: '1', name: '一', values: { pilots: 0, accepted: { passed: 0, due: 1 }, survey: 0, risk: { extreme: 9 } } }]
    writeFileSync(low, JSON.stringify({ units }))
    expect(run('--scheme', SCHEME, '--values', low).stdout).toMatch(/注：一合计-[\d.]+分，指数显示为0\.00，按实际值排名。/u)
  })

  test('a refused file is one sentence with its place, and exit 2', () => {
    const wrong = join(folder, 'wrong.csv')
    writeFileSync(wrong, 'id,name,pilots\n1,一,-1\n')
    const { status, stdout, stderr } = run('--scheme', SCHEME, '--values', wrong, '--json')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe('✗ wrong.csv 第2行 pilots 列：一“承接试点项目数”不能为负数\n')
    expect(run('--scheme', join(folder, 'none.json'), '--values', wrong)).toMatchObject({ status: 2 })
  })

  test('a file saved in GBK is read', () => {
    const gbk = join(folder, 'gbk.csv')
    // id,name,group,pilots / 1,一,渝东北,3 / 2,二,渝东南,1
    const bytes = [
      'id,name,group,pilots\n1,',
      [0xd2, 0xbb],
      ',',
      [0xd3, 0xe5, 0xb6, 0xab, 0xb1, 0xb1],
      ',3\n2,',
      [0xb6, 0xfe],
      ',',
      [0xd3, 0xe5, 0xb6, 0xab, 0xc4, 0xcf],
      ',1\n',
    ]
    writeFileSync(gbk, Buffer.concat(bytes.map((part) => Buffer.from(part as string))))
    const { units } = JSON.parse(run('--scheme', SCHEME, '--values', gbk, '--json').stdout) as ScoresFile
    expect(units.map(({ name, group }) => [name, group])).toEqual([
      ['一', '渝东北'],
      ['二', '渝东南'],
    ])
  })

  test('a figure that no indicator takes is refused, in JSON as in CSV', () => {
    const more = join(folder, 'more.csv')
    writeFileSync(more, 'id,name,pilots,extra\n1,一,1,5\n')
    expect(run('--scheme', SCHEME, '--values', more, '--json')).toMatchObject({
      ...{ status: 2, stdout: '', stderr: '✗ more.csv 第2行 extra 列：指标体系中没有“extra”这项指标\n' },
    })
    const json = join(folder, 'more.json')
    writeFileSync(json, '{"units":[{"id":"1","name":"一","values":{"pilots":1,"extra":5}}]}')
    expect(run('--scheme', SCHEME, '--values', json).stderr).toBe('✗ more.json units[0].values.extra：指标体系中没有“extra”这项指标\n')
  })

  const hostile: [name: string, bytes: string | Uint8Array][] = [
    ['empty.csv', ''],
    ['blank.json', ' \n'],
    ['mark.csv', '\uFEFF'],
    ['wide.csv', Buffer.from('id,name,pilots\n1,一,1\n', 'utf16le')],
    ['picture.csv', Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256)],
    ['infinite.json', '{"units":[{"id":"1","name":"一","values":{"pilots":1e400}}]}'],
    ['nan.json', '{"units":[{"id":"1","name":"一","values":{"pilots":NaN}}]}'],
    ['digits.csv', `id,name,pilots\n1,一,${'9'.repeat(400)}\n`],
    ['negative.json', '{"units":[{"id":"1","name":"一","values":{"risk":{"opinion":-1}}}]}'],
    ['twice.csv', 'id,name,pilots\n1,一,1\n1,二,2\n'],
    ['prototype.json', '{"units":[{"id":"1","name":"一","values":{"__proto__":{"pilots":1}}}]}'],
    ['constructor.csv', 'id,name,constructor.name\n1,一,1\n'],
    ['many.csv', `id,name,pilots\n${Array.from({ length: 100_000 }, (_, at) => `u${at},单位${at},${at}`).join('\n')}\n`],
    ['deep.json', '['.repeat(200_000)],
    ['prose.json', '各区县得分如下'],
  ]

  test.each(hostile)('%s: one Chinese sentence, exit 2, no stack', (name, bytes) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    const { status, stdout, stderr } = run('--scheme', SCHEME, '--values', path, '--json')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^✗ ${name}[^\n]*[\\u4e00-\\u9fff][^\n]*\n$`, 'u'))
  })

  test('a byte order mark is no part of the first name', () => {
    const marked = join(folder, 'marked.csv')
    writeFileSync(marked, '\uFEFFid,name,pilots\n1,一,1\n')
    expect(run('--scheme', SCHEME, '--values', marked).status).toBe(0)
  })

  test('paths are taken from where npm was called', () => {
    writeFileSync(join(folder, 'here.csv'), 'id,name,pilots\n1,一,1\n')
    const { status } = spawnSync(process.execPath, [home('command.ts'), '--scheme', SCHEME, '--values', 'here.csv'], {
      env: { ...process.env, INIT_CWD: folder },
    })
    expect(status).toBe(0)
  })

  test('what is printed has the printed shape, and is printed the same again', () => {
    const asked = ['--scheme', SCHEME, '--values', home('examples/values.csv'), '--json']
    const { stdout } = run(...asked)
    expect(run(...asked).stdout).toBe(stdout)
    expect(scoresShape.parse(JSON.parse(stdout))).toEqual(JSON.parse(stdout))
  })
})

describe('npm run score -- --showing', () => {
  const SHOWING = home('examples/showing.json')

  test('prints the three rates and 晾晒得分 in the order of the ranking', () => {
    const { status, stdout } = run('--showing', SHOWING)
    expect(status).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^排名 +部门 +目标达成率 +指标得分率 +总分贡献度 +晾晒得分$/u)
    expect(lines[1]).toMatch(/^1 +发展改革委 +141\.67% +83\.33% +51\.72% +58\.31$/u)
  })

  test('as JSON with six places and the working', () => {
    const { departments } = JSON.parse(run('--showing', SHOWING, '--json').stdout)
    expect(departments[2].score).toEqual({ value: '45.724138', working: '(3/3×40+3/3×30+3/14.5×30)×60%', note: null })
  })

  test('goes alone, and refuses what it does not know', () => {
    expect(run('--showing', SHOWING, '--scheme', SCHEME).status).toBe(2)
    const wrong = join(folder, 'wrong.json')
    writeFileSync(wrong, '{"weights":[1,1,1],"items":[]}')
    expect(run('--showing', wrong)).toMatchObject({ status: 2, stdout: '', stderr: '✗ wrong.json items：最少1项\n' })
  })
})
