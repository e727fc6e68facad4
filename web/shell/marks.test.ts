import { expect, test } from 'vitest'
import { menuName } from '#kernel/module.ts'
import { modules } from '#modules/all.ts'
import { pagesFor } from '#web/administration/routes.tsx'
import { grouped } from './areas.ts'
import { marksOf } from './marks.ts'

test('no two entries of the navigation are known by one character, folded or not', () => {
  const groups = grouped(modules)
  const pages = modules.flatMap(({ round, directory }) => [round?.name ?? [], directory?.name ?? []].flat())
  const administration = pagesFor([{ role: 'module-admin', kind: 'office' }]).map(({ label }) => label)
  const labels = [...groups.map(({ name }) => name), ...modules.map(menuName), ...pages, ...administration]
  const marks = marksOf(labels)
  expect(new Set(marks.values()).size).toBe(new Set(labels).size)
  for (const [label, mark] of marks) expect(label, mark).toContain(mark)
})

test.each([
  [
    ['改革满意度', '重大改革项目满意度'],
    ['意', '重'],
  ],
  [
    ['改革需求清单', '应用“三张清单”', '特色应用'],
    ['清', '三', '应'],
  ],
  [
    ['字典', '字'],
    ['字', '字'],
  ],
])('%j', (labels, expected) => {
  expect(labels.map((label) => marksOf(labels).get(label))).toEqual(expected)
})
