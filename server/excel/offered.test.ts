import { readXlsx } from 'hucre'
import { expect, test } from 'vitest'
import { brand } from '#modules/reform/brand.ts'
import { PRAISED, PROMOTED, REPORTED } from '#modules/reform/brand-situations.ts'
import { castOf } from '../testing/cast.ts'
import { LISTS_SHEET } from './headers.ts'

const cast = await castOf([brand])

/** What the list of a column offers in the template that somebody of a unit downloads. */
async function offered(org: string, label: string): Promise<unknown[]> {
  const who = await cast.writer(org)
  const { rawPayload } = await who.call('GET', `/api/${brand.path}/template`, { query: { org } })
  const [head, ...rows] = (await readXlsx(rawPayload)).sheets.find(({ name }) => name === LISTS_SHEET)!.rows
  return rows.flatMap((row) => row[head!.indexOf(label)] ?? []).filter((word) => word !== '')
}

test('2023年3月31日版表三: a template offers 改革经验获全市推广 to districts only', async () => {
  expect(await offered(cast.pool.district[0]!, '类别')).toEqual([PRAISED, PROMOTED, REPORTED])
  expect(await offered(cast.pool.department[0]!, '类别')).toEqual([PRAISED, REPORTED])
})
