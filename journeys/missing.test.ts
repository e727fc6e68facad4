import { describe, expect, test } from 'vitest'
import { shoot } from './browser.ts'
import { openedNow } from './pages.ts'
import { somebody } from './people.ts'
import { reads, sees } from './seeing.ts'

describe('计算前核对', () => {
  test('the office sees what would still count, whose post holds it and since when, opens the numbers to records and these in the ledger; a unit sees its own', async () => {
    const office = await somebody('市委改革办审核员一')
    const path = `/reports/periods/${await openedNow(office)}`
    await office.goto(path)
    const part = office.getByRole('region', { name: '计算前核对' })
    await part.getByText('在办事项').click()
    const [step] = await part.getByRole('listitem').filter({ hasText: '台账' }).filter({ visible: true }).all()
    await expect.poll(() => reads(step!)).toMatch(/(审核员|录入员)：\d+ .*最早.*起/)
    const count = Number(/\d+/.exec(await step!.getByRole('button').first().innerText())![0])
    await step!.getByRole('button').first().click()
    await sees(step!, /报送，.*起/)
    const records = step!.getByRole('listitem')
    expect(await records.count()).toBe(count)
    await shoot(office, 'missing desk')
    const title = await records.first().getByRole('link').innerText()
    await step!.getByRole('link', { name: '台账' }).click()
    await sees(office, title)

    const all = (await (await office.request.get(`/api${path}/missing`)).json()) as { waiting: { units: { id: string }[] }[] }
    expect(all.waiting.length).toBeGreaterThan(0)
    const leader = await somebody('渝中领导')
    await leader.goto(path)
    await sees(leader, '计算前核对')
    const own = (await (await leader.request.get(`/api${path}/missing`)).json()) as typeof all
    expect(new Set(own.waiting.flatMap(({ units }) => units.map(({ id }) => id))).size).toBeLessThanOrEqual(1)
  })
})
