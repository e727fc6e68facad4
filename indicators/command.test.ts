import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Scored } from './score.ts'

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
    expect(run().status).toBe(2)
    expect(run('--schema', SCHEME).status).toBe(2)
  })

  test.each(['values.csv', 'values.json'])('scores %s: as worked by hand in docs/scoring.md', (name) => {
    const { status, stdout, stderr } = run('--scheme', SCHEME, '--values', home(`examples/${name}`), '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { units } = JSON.parse(stdout) as Scored
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
    expect(lines.at(-1)).toMatch(/^— +梁平区 +— +灰/u)
  })

  test('a refused file is one sentence with its place, and exit 2', () => {
    const wrong = join(folder, 'wrong.csv')
    writeFileSync(wrong, 'id,name,pilots\n1,一,-1\n')
    const { status, stdout, stderr } = run('--scheme', SCHEME, '--values', wrong, '--json')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe('✗ wrong.csv 1.pilots：一“承接试点项目数”不能为负数\n')
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
    const { units } = JSON.parse(run('--scheme', SCHEME, '--values', gbk, '--json').stdout) as Scored
    expect(units.map(({ name, group }) => [name, group])).toEqual([
      ['一', '渝东北'],
      ['二', '渝东南'],
    ])
  })

  test('figures that no indicator takes are named, and scoring goes on', () => {
    const more = join(folder, 'more.csv')
    writeFileSync(more, 'id,name,pilots,extra\n1,一,1,5\n')
    const { status, stderr } = run('--scheme', SCHEME, '--values', more, '--json')
    expect([status, stderr]).toEqual([0, '提示：指标体系中没有 extra，未参与计算。\n'])
  })
})
