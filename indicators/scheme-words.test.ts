import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { measures } from './measures.ts'
import { bandChoices, kindsCounted, kindWord, measureKinds, methodNames, settingNames, settingValue, settingWords } from './scheme-words.ts'
import { schemeShape } from './scheme.ts'
import { DEFAULTS, settingsShape } from './settings.ts'

type Said = {
  enum?: unknown[]
  const?: unknown
  type?: string
  anyOf?: Said[]
  properties?: Record<string, Said>
  items?: Said
  oneOf?: Said[]
}

/** Every value that a shape names one by one. */
const named = ({ enum: list, const: only, type, anyOf = [] }: Said): unknown[] => [
  ...(list ?? []),
  ...(only === undefined ? [] : [only]),
  ...(type === 'boolean' ? [true, false] : []),
  ...(type === 'null' ? [null] : []),
  ...anyOf.flatMap(named),
]

const { properties: settings } = z.toJSONSchema(settingsShape, { io: 'input' }) as { properties: Record<string, Said> }

test('there are words for every setting, and for no other', () => {
  expect(settingNames.toSorted()).toEqual(Object.keys(settings).toSorted())
})

describe.each(settingNames.filter((name) => name !== 'bands'))('%s', (name) => {
  const words = settingWords[name].values
  test('every value that may be set can be chosen, the default among them, each in words of its own', () => {
    expect(words.map(([value]) => value)).toEqual(expect.arrayContaining([...named(settings[name]!), DEFAULTS[name]]))
    for (const [value, says] of words) expect(settingsShape.safeParse({ [name]: value }).success, says).toBe(true)
    expect(new Set(words.map(([, says]) => says)).size).toBe(words.length)
    for (const [value, says] of words) expect(settingValue(name, value)).toBe(says)
  })
})

test('a number that is not in the list is said as well', () => {
  expect(settingValue('rankPlaces', 5)).toBe('保留5位小数')
  expect(settingValue('deductionCap', '15')).toBe('最多扣15分')
  expect(settingValue('bands', { method: 'thresholds', thresholds: ['90', '60'] })).toBe(
    '按分界值划分：90、60（一级指标按其满分占总分的比例折算）',
  )
})

test('colours, methods and kinds of figures: all that a scheme may name, in words', () => {
  expect(bandChoices.map(({ value }) => value).toSorted()).toEqual(named(settings.bands!.properties!.method!).toSorted())
  const { properties } = z.toJSONSchema(schemeShape, { io: 'input' }) as { properties: Record<string, Said> }
  const kinds = properties.indicators!.items!
  const each = (kinds.oneOf ?? kinds.anyOf)!.map((one) => one.properties!)
  expect(each.flatMap(({ method }) => named(method!)).toSorted()).toEqual(Object.keys(methodNames).toSorted())
  expect(named(each[0]!.measure!).toSorted()).toEqual(Object.keys(measureKinds).toSorted())
  for (const counts of Object.keys(measures)) for (const kind of kindsCounted({ counts })) expect(kindWord(kind), counts).not.toBe(kind)
})
