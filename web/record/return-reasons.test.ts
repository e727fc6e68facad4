import { expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import type { Term } from '#web/api/types.ts'
import { returnReasons } from './return-reasons.ts'

const term = (code: string, parent: string | null, label: string, detail: unknown = {}) =>
  ({ code, parent, label, labels: [], detail, validFrom: '2023-01-01', validUntil: null }) as Term

test('reasons come with the words and fields they suggest, and only where this business has such fields', () => {
  const terms = [
    term('wording', null, '文字表述'),
    term('wording-name', 'wording', '名称不规范', { words: '请规范名称。', fields: 'title;workDone', clause: '3.0版二（四）一' }),
    term('result-notice', 'wording', '通知、方案不属于制度性成果', { words: '请凝练。', fields: ['results'] }),
    term('other', null, '其他原因'),
    { ...term('old', 'wording', '已停用'), validUntil: '2026-05-03' },
    { ...term('new', 'wording', '未启用'), validFrom: '2026-05-05' },
  ]
  expect(returnReasons(terms, pilot, '2026-05-04')).toEqual([
    { code: 'wording-name', group: '文字表述', label: '名称不规范', words: '请规范名称。', pins: ['title'], clause: '3.0版二（四）一' },
    { code: 'other', group: '其他', label: '其他原因', words: '', pins: [], clause: null },
  ])
})
