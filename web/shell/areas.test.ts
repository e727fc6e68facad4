import { expect, test } from 'vitest'
import { menuName } from '#kernel/module.ts'
import { modules } from '#modules/all.ts'
import { areaNames, areaOf, grouped } from './areas.ts'

test('every business stands in exactly one group of an area that has a name', () => {
  expect(
    grouped(modules)
      .flatMap((group) => group.modules.map(({ path }) => path))
      .sort(),
  ).toEqual(modules.map(({ path }) => path).sort())
  for (const { path } of modules) expect(areaNames[areaOf(path)], path).toBeDefined()
})

test('what belongs together is one group under the manual’s name; what stands alone is under its own', () => {
  const members = Object.fromEntries(grouped(modules).map((group) => [group.name, group.modules.map(menuName)]))
  expect(members).toMatchObject({
    改革需求: ['改革需求填报', '改革需求清单交办'],
    改革试点: ['试点项目创建分发', '试点项目推进状态更新'],
    改革满意度: ['区县改革满意度', '重大改革项目满意度'],
    深改委会议: ['深改委会议', '会议决定事项'],
    堵点卡点: ['堵点卡点'],
  })
})
