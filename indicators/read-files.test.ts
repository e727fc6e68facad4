import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readScheme, readUnits, scoreRead } from './read-files.ts'

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
    [{ ...scheme, settings: { medain: 'mean' } }, 'settings.medain：没有这一项'],
    [{ ...scheme, settings: { median: 'avg' } }, 'settings.median：应为 mean、low、high 之一'],
    [{ ...scheme, settings: { rankPlaces: 2.5 } }, 'settings.rankPlaces：应为整数'],
    [{ ...scheme, indicators: [first, { ...second, settings: { rank: 'dense' } }] }, 'indicators[1].settings.rank：只能对整个指标体系设置'],
    [{ ...scheme, indicators: [first, { ...second, id: 'constructor' }] }, 'indicators[1].id：标识不能用这个名称'],
    [
      { ...scheme, indicators: [first, { id: 'b', name: '乙', method: 'display', weight: 1 }] },
      'indicators[1].weight：仅展示的指标权重为0',
    ],
    [
      { ...scheme, indicators: [first, { id: 'b', name: '乙', weight: 10, method: 'linear', lower: 5, upper: 1 }] },
      'indicators[1].upper：上限应高于下限',
    ],
    [
      { ...scheme, indicators: [first, { id: 'b', name: '乙', weight: 10, method: 'linear', lower: 1, upper: 5, span: -1 }] },
      'indicators[1].span：系数跨度不能为负数',
    ],
    [
      {
        ...scheme,
        indicators: [first, { id: 'b', name: '乙', weight: 10, method: 'fixed-tiers', standards: [1, 2], coefficients: [1, 0.5] }],
      },
      'indicators[1].standards：标准值应从优到差依次排列',
    ],
    [
      { ...scheme, indicators: [first, { id: 'b', name: '乙', method: 'deduction', rates: { toString: 1 } }] },
      'indicators[1].rates.toString',
    ],
    [{ ...scheme, validFrom: '2023-02-30' }, 'validFrom'],
    [{ ...scheme, validFrom: '2023-04-01', validUntil: '2023-03-31' }, 'validUntil：失效日期不能早于生效日期'],
    [{ ...scheme, settings: { bands: { method: 'rank', thresholds: [90] } } }, 'settings.bands.thresholds：按分界值分档'],
    [{ ...scheme, settings: { bands: { method: 'thresholds' } } }, 'settings.bands.thresholds：应有4个分界值'],
    [{ ...scheme, settings: { bands: { colours: ['a', 'a'] } } }, 'settings.bands.colours：颜色不能重复'],
    [{ ...scheme, settings: { bands: { colours: ['a', 'grey'] } } }, 'settings.bands.colours：颜色不能重复'],
    [
      { ...scheme, settings: { bands: { method: 'thresholds', thresholds: [80, 90, 70, 60] } } },
      'settings.bands.thresholds：分界值应从高到低依次排列，且不相同',
    ],
    [{ ...scheme, settings: { bands: { method: 'thresholds', thresholds: [90] } } }, 'settings.bands.thresholds：应有4个分界值'],
  ])('%#', (wrong, message) => {
    expect(() => readScheme(JSON.stringify(wrong), 's.json')).toThrow(`s.json ${message}`)
  })

  test('text that is no JSON', () => {
    expect(() => readScheme('{"id":', 's.json')).toThrow('s.json 第1行第7列：不是正确的 JSON：内容不完整')
  })
})

describe('units', () => {
  test('CSV and JSON say the same', () => {
    const [json, csv] = ['values.json', 'values.csv'].map((name) =>
      scoreRead(readScheme(shown('scheme.json'), 'scheme.json'), readUnits(shown(name), name)),
    )
    expect(csv).toEqual(json)
  })

  test('a number with more digits than a float holds is kept as written', () => {
    const {
      units: [unit],
    } = readUnits(
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
    ['id,name,a\n1,一,1\n\n1,二,1', 'v.csv 第4行 id 列：单位“1”重复'],
    ['id,name,__proto__\n1,一,1', 'v.csv 第1行：名称不能用“__proto__”'],
    ['id,name,\n1,一,1', 'v.csv 第1行：第3列没有名称'],
    ['id,name,a\n1,"一,1', 'v.csv：引号没有成对'],
    ['id,name,a\n,一,1', 'v.csv 第2行 id 列：缺少这一项'],
    ['id,name,a\n1,一,1e400', 'v.csv 第2行：a列“1e400”不是数'],
    ['id,name,a', 'v.csv：没有单位'],
    ['{"units":[{"id":"1","name":"一","values":{},"more":1}]}', 'v.csv units[0].more：没有这一项'],
    ['{"units":[{"id":"1","name":"一","values":{}},{"id":"1","name":"二","values":{}}]}', 'v.csv units[1].id：单位“1”重复'],
    ['{"units":[{"id":"1","name":"一","values":{"a":1e400}}]}', 'v.csv units[0].values.a：应为十进制数'],
    ['{"units":[{"id":"1","name":"一","values":{"a":true}}]}', 'v.csv units[0].values.a：应为数、null，或分项填写的数'],
    ['{"units":[{"id":"1","name":"一","values":{"a":{"due":"x"}}}]}', 'v.csv units[0].values.a.due：应为十进制数'],
    ['{"units":[{"id":"1","values":{}}]}', 'v.csv units[0].name：缺少这一项'],
    ['{"units":[]}', 'v.csv units：没有单位'],
    ['[]', 'v.csv：应为一组各有名称的项'],
    [`{"units":[${Array(5001).fill('{"id":"1","name":"一","values":{}}').join()}]}`, 'v.csv units：最多5000个单位'],
  ])('%# is refused', (text, message) => {
    expect(() => readUnits(text, 'v.csv')).toThrow(message)
  })

  test('an empty cell is a figure that has not come, of kinds none; an empty row is nothing', () => {
    expect(
      readUnits('id,name,group,survey,accepted.passed,accepted.due,risk.opinion\n1,一,东,,,,\n,,,,,,\n2,二,,80.5,1,2,3', 'v.csv').units,
    ).toEqual([
      { id: '1', name: '一', group: '东', values: { survey: null } },
      { id: '2', name: '二', values: { survey: '80.5', accepted: { passed: '1', due: '2' }, risk: { opinion: '3' } } },
    ])
  })
})

describe('what a scheme does not know', () => {
  const read = (text: string) => scoreRead(readScheme(JSON.stringify(scheme), 's.json'), readUnits(text, 'v'))
  const json = (values: object) => JSON.stringify({ units: [{ id: '1', name: '一', values }] })

  test.each([
    [json({ a: 1, bb: 2 }), 'v units[0].values.bb：指标体系中没有“bb”这项指标'],
    [json({ constructor: 1 }), 'v units[0].values.constructor：指标体系中没有“constructor”这项指标'],
    ['id,name,a,bb\n1,一,1,2', 'v 第2行 bb 列：指标体系中没有“bb”这项指标'],
    ['id,name,a,bb.c\n1,一,1,2', 'v 第2行 bb 列：指标体系中没有“bb”这项指标'],
    [json({ a: 1, b: -1 }), 'v units[0].values.b：一“乙”不能为负数'],
    ['id,name,a,b\n1,一,1,1\n\n2,二,1,-1', 'v 第4行 b 列：二“乙”不能为负数'],
  ])('%# is refused where it stands', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  test('but a blank says nothing: files of another scheme may have it', () => {
    const plain = read(json({ a: 1, b: 2 }))
    expect(read(json({ a: 1, b: 2, survey: null }))).toEqual(plain)
    expect(read('id,name,a,b,survey,risk.opinion\n1,一,1,2,,')).toEqual(plain)
  })
})
