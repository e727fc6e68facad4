import { expect, test } from 'vitest'
import { filledAt, firstStep } from '#kernel/steps.ts'
import { matter } from '#modules/digital/matter.ts'
import { blockage } from '#modules/reform/blockage.ts'
import { demand } from '#modules/reform/demand.ts'
import { pilot } from '#modules/reform/pilot.ts'
import type { Module } from '#kernel/module.ts'
import type { Term } from '#web/api/types.ts'
import { groupedReasons, returnReasons } from './return-reasons.ts'

const term = (code: string, parent: string | null, label: string, detail: unknown = {}) =>
  ({ code, parent, label, labels: [], detail, validFrom: '2023-01-01', validUntil: null }) as Term

const TERMS = [
  term('wording', null, '文字表述'),
  term('wording-name', 'wording', '名称不规范', { words: '请规范名称。', fields: ['title', 'workDone'], clause: '3.0版二（四）一' }),
  term('result-notice', 'wording', '通知、方案不属于制度性成果', { words: '请凝练。', fields: ['results.name'] }),
  term('task', 'wording', '标题缺少改革味', { words: '请凝练。', modules: ['reform/blockage', 'reform/demand'], fields: ['title'] }),
  term('unclear', 'wording', '材料不清晰', { words: '请重新扫描。', fields: ['@files'] }),
  term('other', null, '其他原因'),
  { ...term('old', 'wording', '已停用'), validUntil: '2026-05-03' },
  { ...term('new', 'wording', '未启用'), validFrom: '2026-05-05' },
]

const offered = (module: Module, open = filledAt(module, firstStep(module))) => returnReasons(TERMS, module, open, '2026-05-04')

test('reasons come with the words and fields they suggest, and only where such fields are open for change', () => {
  expect(offered(pilot)).toEqual([
    {
      ...{ code: 'wording-name', group: '文字表述', label: '名称不规范', words: '请规范名称。', clause: '3.0版二（四）一' },
      ...{ about: ['title'], pins: ['title'] },
    },
    {
      code: 'unclear',
      group: '文字表述',
      label: '材料不清晰',
      words: '请重新扫描。',
      about: ['evidence', 'cityPapers'],
      pins: [],
      clause: '',
    },
    { code: 'other', group: '其他', label: '其他原因', words: '', about: [], pins: [], clause: '' },
  ])
  expect(offered(demand).map(({ code }) => code)).toEqual(['wording-name', 'task', 'unclear', 'other'])
  // What the office wrote in assigning it is not what comes back to the unit.
  expect(offered(blockage, filledAt(blockage, 'report')).map(({ code }) => code)).toEqual(['unclear', 'other'])
})

test('a reason about a kind of field suits each of them, and points at one by itself only where there is no other', () => {
  const unclear = (open: string[]) => offered(matter, open).find(({ code }) => code === 'unclear')
  expect(unclear(['title', 'papersBefore'])).toMatchObject({ about: ['papersBefore'], pins: ['papersBefore'] })
  expect(unclear(['papersBefore', 'papersAfter'])).toMatchObject({ about: ['papersBefore', 'papersAfter'], pins: [] })
  expect(unclear(['title'])).toBeUndefined()
})

test('once fields are pinned, what suits them stands first, and nothing twice', () => {
  const groups = (pinned: string[]) =>
    groupedReasons(offered(pilot), pinned).map(({ group, reasons }) => [group, reasons.map(({ code }) => code)])
  expect(groups([])).toEqual([
    ['文字表述', ['wording-name', 'unclear']],
    ['其他', ['other']],
  ])
  expect(groups(['evidence', 'lead'])).toEqual([
    ['与所指填报项有关', ['unclear']],
    ['文字表述', ['wording-name']],
    ['其他', ['other']],
  ])
})
