import { expect, test } from 'vitest'
import { score } from '#indicators/score.ts'
import type { PaperOrder } from './make-paper.ts'
import { paperApart } from './paper-apart.ts'

const scheme = { id: 'x', name: '试', dimensions: [], indicators: [{ id: 'a', name: '一', method: 'manual' as const, weight: '1' }] }
const units = [{ id: 'u', name: '甲区', values: { a: '1' } }]
const source: PaperOrder['source'] = {
  ...{ report: 'project', first: '2023-01-01', last: '2023-02-28', office: '办', number: 1, schemeId: 'x', digest: 'd', scheme, units },
  ...{ result: score(scheme, units), lockedAt: '2023-04-06T01:30:00Z', computedBy: '甲', issue: null, before: null, waiting: [] },
}
const nobody = new AbortController().signal

test('a paper is made in a thread of its own, also of the smallest scheme there can be', { timeout: 120_000 }, async () => {
  for (const as of ['xlsx', 'docx'] as const)
    expect(
      Buffer.from(await paperApart({ as, source, map: null }, nobody))
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
})

test('nobody waits any more: the thread ends and says so', async () => {
  const gone = new AbortController()
  const made = paperApart({ as: 'docx', source, map: null }, gone.signal)
  gone.abort()
  await expect(made).rejects.toThrow('the paper was not made')
  await expect(paperApart({ as: 'xlsx', source, map: null }, gone.signal)).rejects.toThrow('abort')
})

test('what goes wrong there is thrown here', async () => {
  const broken = { ...source, result: null } as unknown as PaperOrder['source']
  await expect(paperApart({ as: 'docx', source: broken, map: null }, nobody)).rejects.toThrow(TypeError)
})
