import { describe, expect, test } from 'vitest'
import { shared } from '#modules/digital/shared.ts'
import { opinion } from '#seeds/papers.ts'
import { shoot } from './browser.ts'
import { applicationOnline, INTRODUCTION, reviewed } from './digital.ts'
import { entry, fillIn } from './form.ts'
import { somebody } from './people.ts'
import { sees } from './seeing.ts'

const NAME = '内涝点位联防联控'
describe('一地创新、全市共享', () => {
  test('区县录入 → 区县审核 → 市委改革办审核: of the district’s own application, once; another district is offered none', async () => {
    await applicationOnline('武隆', 'water', `${NAME}应用`)
    const clerk = await somebody('武隆录入员')
    const proof = [await opinion('全市共享应用名单', '演示部门', ['同意。'], '2026-11-02')]
    await clerk.goto('/m/digital/shared/new')
    await fillIn(clerk, shared, { application: NAME, introduction: INTRODUCTION, proof })
    await reviewed(clerk, '武隆', NAME)
    await shoot(clerk, 'shared decided')

    await clerk.goto('/m/digital/shared/new')
    await fillIn(clerk, shared, { application: NAME })
    await sees(clerk, '该应用的“一地创新、全市共享”情况已经填报。')

    const other = await somebody('开州录入员')
    await other.goto('/m/digital/shared/new')
    await entry(other, 'application').fill(NAME)
    await sees(other, '没有找到')
    expect(await other.locator('.ant-select-item-option').filter({ hasText: NAME }).count()).toBe(0)
  })
})
