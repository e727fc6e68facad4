import { expect, test } from 'vitest'
import { isUncounted, percentOf, progressWords, resultWords, titleOf } from './job-words.ts'
import type { Job } from './types.ts'

const job = (part: Partial<Job>): Job => ({
  ...{
    id: '1',
    kind: 'import',
    module: 'reform/pilot',
    moduleName: '改革试点',
    org: '500103',
    state: 'running',
    phase: 'check',
    done: 3000,
    total: 10_000,
  },
  ...{ outcome: {}, wish: { file: '试点.xlsx' }, fetchable: false, version: 1, createdAt: '', changedAt: '', endsAt: '' },
  ...part,
})

test('how far a job is reads as a sentence, and never as more than it is', () => {
  expect(progressWords(job({ state: 'waiting' }))).toBe('排队等候')
  expect(progressWords(job({ phase: 'read', total: null }))).toBe('正在读取表格')
  expect(progressWords(job({}))).toBe('正在逐行核对，3,000 / 10,000 行')
  expect(progressWords(job({ phase: 'write', done: 0, total: 10_000 }))).toBe('正在写入 10,000 条，全部写完才生效')
  expect(progressWords(job({ kind: 'batch', phase: 'pack', done: 4, total: 9 }))).toBe('正在打包附件，4 / 9 个')
  expect([percentOf(job({})), percentOf(job({ phase: 'read', total: null })), percentOf(job({ done: 7, total: 0 }))]).toEqual([
    30,
    null,
    null,
  ])
  expect(progressWords(job({ phase: 'mark', total: null }))).toBe('正在标注问题')
  // Read, marked and written as a whole: a bar that fills up to its end would not be true.
  const phases = (['read', 'check', 'mark', 'write', 'gather', 'pack'] as const).filter((phase) => isUncounted(job({ phase })))
  expect(phases).toEqual(['read', 'mark', 'write'])
  expect(isUncounted(job({ phase: 'gather', total: null }))).toBe(true)
  expect(isUncounted(job({ state: 'waiting', total: null }))).toBe(false)
})

test('what came of it', () => {
  expect(resultWords(job({ state: 'ready', outcome: { counts: { rows: 12, bad: 3, twins: 1, lacking: 2, updates: 0 } } }))).toBe(
    '已核对 12 条，3 条有问题，请决定是否导入',
  )
  expect(resultWords(job({ state: 'ready', outcome: { counts: { rows: 2, bad: 0, twins: 0, lacking: 0, updates: 0 } } }))).toBe(
    '已核对 2 条，没有问题，请决定是否导入',
  )
  expect(resultWords(job({ state: 'done', outcome: { imported: 9, left: 3, decision: { rows: 'good', as: 'submit' } } }))).toBe(
    '已导入并提交 9 条，3 条没有导入',
  )
  const saved = {
    imported: 2,
    left: 0,
    decision: { rows: 'all', as: 'draft' },
    counts: { rows: 2, bad: 0, twins: 0, lacking: 0, updates: 2 },
  } as const
  expect(resultWords(job({ state: 'done', outcome: saved }))).toBe('已导入并保存 2 条')
  expect(resultWords(job({ kind: 'batch', state: 'done', wish: { records: 6 }, outcome: { records: 5, files: 7 } }))).toBe(
    '5 条记录、7 个附件',
  )
  expect(resultWords(job({ state: 'failed', outcome: { reason: '没有找到表头。' } }))).toBe('没有找到表头。')
  expect(titleOf(job({}))).toBe('导入改革试点：试点.xlsx')
  expect(titleOf(job({ kind: 'batch' }))).toBe('批量下载改革试点')
})
