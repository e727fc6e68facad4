import fc from 'fast-check'
import { readXlsx, writeXlsx } from 'hucre'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { unsafeText } from '#kernel/text-key.ts'
import { inert } from './inert.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', '"=1', "'=1", '“=1', '　=1', ' \n =1', '\ufeff=1'])(
  'R-XL-05 %j is no formula',
  (text) => {
    expect(inert(text)).toBe(`'${text}`)
  },
)

test.each(['试点', '1-2', '（=1）', 'a=b', '2023-01-01', ''])('R-XL-05 %j stays as it is', (text) => {
  expect(inert(text)).toBe(text)
})

async function throughSheet(text: string): Promise<unknown> {
  const bytes = await writeXlsx({ sheets: [{ name: 'x', rows: [[inert(text)]] }] })
  return (await readXlsx(bytes)).sheets[0]!.rows[0]?.[0]
}

test('R-XL-05 what looks like an escaped character is read back as it was typed', async () => {
  for (const text of ['_x003D_1+1', 'a_x000D_b', '_x005F_', '_X0041_', '_x003d_cmd']) expect(await throughSheet(text)).toBe(text)
})

test('R-XL-05 R-IV-03 whatever may be typed is XML that every reader takes, and reads back with at most an apostrophe before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (typed) => {
      if (unsafeText(typed) !== null || typed.trim() === '') return
      const parser = new SaxesParser()
      parser.on('error', (error) => {
        throw error
      })
      parser.write(`<t>${inert(typed).replace(/[&<>]/g, '.')}</t>`).close()
      const read = String(await throughSheet(typed)).replaceAll('\r\n', '\n')
      const plain = typed.replaceAll('\r\n', '\n')
      expect([plain, `'${plain}`]).toContain(read)
    }),
    { numRuns: 300 },
  )
})

test('a text longer than a cell holds is cut, and says so', async () => {
  const long = `1. ${'成果'.repeat(20_000)}`
  const cell = inert(long)
  expect(cell.length).toBeLessThanOrEqual(32_767)
  expect(cell).toMatch(/^1\. 成果.*（内容过长，请在系统中查看全文）$/su)
  expect(inert(`=${'_x0041_'.repeat(8_000)}`).length).toBeLessThanOrEqual(32_767)
  expect(inert('𠮷'.repeat(20_000)).isWellFormed()).toBe(true)
  const fits = '够'.repeat(32_000)
  expect(await throughSheet(fits)).toBe(fits)
})
