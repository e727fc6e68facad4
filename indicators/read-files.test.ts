import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readScheme, readUnits } from './read-files.ts'
import { score } from './score.ts'

const shown = (name: string) => readFileSync(new URL(`examples/${name}`, import.meta.url), 'utf8')

const scheme = {
  id: 's',
  name: '示例',
  dimensions: [{ id: 'd', name: '一级', weight: 30 }],
  indicators: [
    { id: 'a', name: '甲', dimension: 'd', weight: 20, method: 'two-tier', coefficients: [1, 0.8] },
    { id: 'b', name: '乙', dimension: 'd', weight: 10, method: 'three-tier', coefficients: [1, 0.8, 0.6] },
  ],
}
const [first, second] = scheme.indicators

describe('a scheme that is refused says where', () => {
  test.each([
    [
      { ...scheme, dimensions: [{ id: 'd', name: '一级', weight: 31 }] },
      'dimensions[0].weight：“一级”权重为31，其二级指标权重合计为30，应当相等',
    ],
    [{ ...scheme, full: 100 }, 'full：全部指标权重合计为30，应当为100'],
    [{ ...scheme, indicators: [first, { ...second, id: 'a' }] }, 'indicators[1].id：标识“a”重复'],
    [{ ...scheme, full: 30, indicators: [first, { ...second, dimension: 'x' }] }, 'indicators[1].dimension：没有“x”这个一级指标'],
    [
      { ...scheme, indicators: [first, { ...second, coefficients: [0.6, 0.8, 1] }] },
      'indicators[1].coefficients：各档系数应从高到低，且不为负数',
    ],
    [{ ...scheme, indicators: [first, { ...second, coefficients: [1, 0.8] }] }, 'indicators[1].coefficients'],
    [{ ...scheme, indicators: [first, { ...second, weight: '1e3' }] }, 'indicators[1].weight：应为十进制数'],
    [{ ...scheme, indicators: [first, { ...second, weight: -10 }] }, 'indicators[1].weight：权重不能为负数'],
    [{ ...scheme, indicators: [first, { ...second, method: 'guess' }] }, 'indicators[1].method'],
    [{ ...scheme, settings: { medain: 'mean' } }, 'settings'],
    [
      { ...scheme, settings: { bands: { method: 'thresholds', thresholds: [80, 90, 70, 60] } } },
      'settings.bands.thresholds：分界值应从高到低依次排列，且不相同',
    ],
    [{ ...scheme, settings: { bands: { method: 'thresholds', thresholds: [90] } } }, 'settings.bands.thresholds：应有4个分界值'],
  ])('%#', (wrong, message) => {
    expect(() => readScheme(JSON.stringify(wrong), 's.json')).toThrow(`s.json ${message}`)
  })

  test('text that is no JSON', () => {
    expect(() => readScheme('{"id":', 's.json')).toThrow('s.json：不是正确的 JSON')
  })
})

describe('units', () => {
  test('CSV and JSON say the same', () => {
    const [json, csv] = ['values.json', 'values.csv'].map((name) =>
      score(readScheme(shown('scheme.json'), 'scheme.json'), readUnits(shown(name), name)),
    )
    expect(csv).toEqual(json)
  })

  test('a number with more digits than a float holds is kept as written', () => {
    const [unit] = readUnits(
      '{"units":[{"id":"1","name":"一","values":{"a":0.12345678901234567891,"b":"0.1","c":0.0000001,"d":-1.25e-3,"e":12e2,"f":1e21}}]}',
      'v.json',
    )
    expect(unit!.values).toEqual({
      ...{ a: '0.12345678901234567891', b: '0.1', c: '0.0000001', d: '-0.00125', e: '1200' },
      f: '1000000000000000000000',
    })
  })

  test.each([
    ['id,name,a\n1,一,x', 'v.csv 第2行：a列“x”不是数'],
    ['id,name,a\n1,一,1,2', 'v.csv 第2行：有4列，表头只有3列'],
    ['id,name,a,a\n1,一,1,2', 'v.csv 第1行：“a”列重复'],
    ['id,name,a.b.c\n1,一,1', 'v.csv 第1行：“a.b.c”列有两个以上的层次'],
    ['id,name,a,a.b\n1,一,1,2', 'v.csv 第1行：“a”既是一列，又分作几列'],
    ['name,a\n一,1', 'v.csv 第1行：应有 id 和 name 两列'],
    ['id,name,a\n1,一,1\n1,二,1', 'v.csv units[1].id：单位“1”重复'],
    ['{"units":[{"id":"1","name":"一","values":{},"more":1}]}', 'v.csv units[0]'],
    ['{"units":[]}', 'v.csv units'],
  ])('%j is refused', (text, message) => {
    expect(() => readUnits(text, 'v.csv')).toThrow(message)
  })

  test('an empty cell is a figure that has not come, of kinds none; an empty row is nothing', () => {
    expect(
      readUnits('\uFEFFid,name,group,survey,accepted.passed,accepted.due,risk.opinion\n1,一,东,,,,\n,,,,,,\n2,二,,80.5,1,2,3', 'v.csv'),
    ).toEqual([
      { id: '1', name: '一', group: '东', values: { survey: null } },
      { id: '2', name: '二', values: { survey: '80.5', accepted: { passed: '1', due: '2' }, risk: { opinion: '3' } } },
    ])
  })
})
