import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv } from './csv.ts'

const header = ['code', 'name', 'note'] as const

test('reads plain and quoted cells, with commas, quotes and line ends inside', () => {
  const text = '\uFEFFcode,name,note\r\n1,渝中区,\r\n2,"万盛, ""经开区""","两行\n文字"\n'
  expect(parseCsv(text, header)).toEqual([
    { code: '1', name: '渝中区', note: '' },
    { code: '2', name: '万盛, "经开区"', note: '两行\n文字' },
  ])
})

test('a last line without a line end, and one that ends in an empty cell, are whole rows', () => {
  expect(parseCsv('code,name,note\n1,a,b', header)).toEqual([{ code: '1', name: 'a', note: 'b' }])
  expect(parseCsv('code,name,note\n1,a,', header)).toEqual([{ code: '1', name: 'a', note: '' }])
})

test.each([
  ['another header', 'code,name\n1,a', /header/],
  ['no text at all', '', /header/],
  ['a short row', 'code,name,note\n1,a\n', /line 2: 2 cells/],
  ['a long row', 'code,name,note\n1,"a\nb",c\n1,2,3,4\n', /line 4: 4 cells/],
  ['a blank line', 'code,name,note\n\n1,2,3\n', /line 2: 1 cells/],
  ['a quote inside a bare cell', 'code,name,note\n1,a"b,c\n', /line 2: a quote/],
  ['text after a closing quote', 'code,name,note\n1,"a"b,c\n', /line 2: a quote/],
  ['an unclosed quote', 'code,name,note\n1,"a,c\n', /line 2: a quote/],
])('refuses %s, naming the line', (_what, text, message) => {
  expect(() => parseCsv(text, header)).toThrow(message)
})

test('whatever is written by the rules is read back unchanged', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '区', ',', '"', '\n', '\r\n', ' ') })
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
      const text = ['code,name,note', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n')
      expect(parseCsv(text, header)).toEqual(rows.map(([code, name, note]) => ({ code, name, note })))
    }),
  )
})
