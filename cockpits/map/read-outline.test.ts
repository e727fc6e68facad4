import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draw } from './draw.ts'
import { readOutline } from './read-outline.ts'

const supplied = JSON.parse(readFileSync(join(import.meta.dirname, '../../data/map/chongqing.geojson'), 'utf8'))
const units = supplied.features.map(({ id, properties }: any) => ({ id, name: properties.name, short: properties.short }))
const NOTICE = '审图号：渝S（演示）001号'

/** The supplied file with something else in it. */
const changed = (change: (features: any[]) => unknown) => {
  const copy = structuredClone(supplied)
  change(copy.features)
  return copy
}

test('the supplied outline itself is taken, and drawn as it was', () => {
  const read = readOutline(supplied, units, NOTICE)
  if (typeof read === 'string') throw new Error(read)
  expect(read.notice).toBe(NOTICE)
  const byId = (shapes: readonly { id: string }[]) => shapes.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  expect(byId(draw(read, () => false).shapes)).toEqual(byId(draw(supplied, () => false).shapes))
})

test('a unit is known by id, code or name, and heights and further properties are left behind', () => {
  const [a, b] = units
  const square = [
    [106, 29, 250],
    [107, 29, 250],
    [107, 30, 251],
    [106, 29, 250],
  ]
  const raw = {
    type: 'FeatureCollection',
    crs: { type: 'name' },
    features: [
      {
        type: 'Feature',
        properties: { adcode: Number(a.id), name: 'x', onclick: 'alert(1)' },
        geometry: { type: 'Polygon', coordinates: [square] },
      },
      { type: 'Feature', properties: { name: b.short }, geometry: { type: 'MultiPolygon', coordinates: [[square]], extra: 1 } },
    ],
  }
  expect(readOutline(raw, [a, b], NOTICE)).toEqual({
    type: 'FeatureCollection',
    notice: NOTICE,
    features: [
      expect.objectContaining({
        id: a.id,
        properties: { name: a.name, short: a.short },
        geometry: { type: 'Polygon', coordinates: [square.map(([x, y]) => [x, y])] },
      }),
      expect.objectContaining({ id: b.id }),
    ],
  })
})

test.each([
  ['text', 'hello', '不是 GeoJSON'],
  ['another kind of JSON', { features: [] }, '不是 GeoJSON'],
  ['nothing', null, '不是 GeoJSON'],
  ['a unit that is missing', changed((features) => features.splice(3, 1)), '缺少1个区县：大渡口区'],
  [
    'a unit that is unknown',
    changed((features) => features.push({ ...features[0], id: '510100', properties: { name: '<script>成都市' } })),
    '第42个图形“510100”不是本系统的区县',
  ],
  ['a unit that is there twice', changed((features) => features.push(features[0])), '万州区的图形重复'],
  ['metres', changed(([one]) => (one.geometry = { type: 'Point', coordinates: [36_500_000, 3_300_000] })), '万州区的图形有误'],
  [
    'latitude before longitude',
    changed(([one]) => (one.geometry = { type: 'Point', coordinates: [30.7, 80] })),
    '万州区的坐标不在我国范围内',
  ],
  [
    'a line',
    changed(
      ([one]) =>
        (one.geometry = {
          type: 'LineString',
          coordinates: [
            [106, 29],
            [107, 30],
          ],
        }),
    ),
    '万州区的图形有误',
  ],
  ['no geometry', changed(([one]) => (one.geometry = null)), '万州区的图形有误'],
  ['words for numbers', changed(([one]) => (one.geometry = { type: 'Point', coordinates: ['106', '29'] })), '万州区的图形有误'],
  ['a place on top of nowhere', changed(([one]) => (one.properties.within = 'nowhere')), '万州区的 within'],
  [
    'coordinates in endless brackets',
    changed(([one]) => {
      one.geometry = { type: 'Polygon', coordinates: [] }
      for (let depth = 0; depth < 200_000; depth++) one.geometry.coordinates = [one.geometry.coordinates]
    }),
    '万州区的图形有误',
  ],
  ['a name in the sea', changed(([one]) => (one.properties.label = [30.7, 80])), '万州区的名称位置'],
  [
    'too fine an outline',
    changed(([one]) => (one.geometry.coordinates[0] = Array.from({ length: 60_001 }, (_, at) => [106 + at / 1e6, 29]))),
    '轮廓过于精细',
  ],
])('%s is refused with a sentence', (_, raw, sentence) => {
  expect(readOutline(raw, units, NOTICE)).toContain(sentence)
})

test('what a file says in a refusal is no more than letters and digits', () => {
  const hostile = changed((features) => features.push({ ...features[0], properties: {}, id: '<img src=x onerror=alert(1)>'.repeat(9) }))
  expect(readOutline(hostile, units, NOTICE)).toMatch(/^第42个图形“[\p{L}\p{N}-]{1,20}”不是本系统的区县$/u)
})
