import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import { text } from '#kernel/fields/text.ts'
import { date } from '#kernel/fields/date.ts'
import { defineModule } from '#kernel/module.ts'
import { Refused } from '#web/api/call.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { startDraft, type DraftMeans } from './draft.ts'
import type { Attempt, Kept } from './kept.ts'

const loans = defineModule({
  name: '借书',
  path: 'library/loans',
  manual: '',
  scope: '',
  unit: '次',
  filedBy: ['district'],
  fields: { title: text('书名', { max: 10 }), note: text('说明'), due: date('归还日期') },
  title: 'title',
  ledger: ['title'],
  flow: { desk: { label: '登记', by: 'entry', at: 'owner' } },
  seenBy: {},
})

/** A library that keeps one record, knows its keys, and can be cut off before or after it has written. */
function library(first?: AnyValues) {
  const answered = new Map<string, RecordAnswer>()
  let stored = first ? { id: 'r1', version: 1, values: first } : null
  const desk = {
    line: 'up' as 'up' | 'down' | 'no-answer' | 'signed-out',
    org: null as string | null,
    made: [] as string[],
    kept: null as Omit<Kept, 'at'> | null,
    writes: 0,
    get stored() {
      return stored
    },
    elsewhere(values: AnyValues) {
      stored = { id: 'r1', version: stored!.version + 1, values }
    },
    start(over: Partial<DraftMeans['start']> = {}) {
      const record = stored && (structuredClone(stored) as RecordAnswer)
      return startDraft({
        module: loans,
        start: { record, values: record?.values ?? {}, attempt: null, ...over },
        org: () => desk.org,
        write,
        read: async () => structuredClone(stored) as RecordAnswer,
        keep: (kept) => (desk.kept = structuredClone(kept)),
        saved: () => {},
        made: (id) => desk.made.push(id),
      })
    },
  }
  async function write(id: string | null, { key, version, values }: Attempt): Promise<RecordAnswer> {
    if (desk.line === 'down') throw new Refused(0, 'UNREACHABLE', '网络不通')
    if (desk.line === 'signed-out') throw new Refused(401, 'SIGNED_OUT', '登录已失效')
    if (!answered.has(key)) {
      if (id !== null && version !== stored?.version) throw new Refused(409, 'STALE', '内容已由他人更新')
      if (values.note === '不可') throw new Refused(422, 'INVALID', '说明不可', { problems: [{ field: 'note', message: '说明不可' }] })
      stored = { id: 'r1', version: (stored?.version ?? 0) + 1, values }
      desk.writes++
      answered.set(key, structuredClone(stored) as RecordAnswer)
    }
    if (desk.line === 'no-answer') throw new Refused(0, 'UNREACHABLE', '网络不通')
    return answered.get(key)!
  }
  return desk
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a draft saves itself', () => {
  test('once, a moment after the last change, and is begun by the first real input', async () => {
    const desk = library()
    const draft = desk.start()
    draft.set('title', ' ')
    await pass(3000)
    expect(desk.stored).toBeNull()
    draft.set('title', '城')
    await pass(500)
    draft.set('title', '城市')
    await pass(1499)
    expect(desk.writes).toBe(0)
    await pass(1)
    expect(desk.stored?.values).toEqual({ title: '城市' })
    expect(draft.now()).toMatchObject({ saving: 'idle', problems: [] })
    expect(desk.kept).toBeNull()
  })

  test('what cannot be sent stays as typed and is told, the rest is saved', async () => {
    const desk = library()
    const draft = desk.start()
    draft.set('title', '城市')
    draft.set('due', '2023年')
    await pass(1500)
    expect(desk.stored?.values).toEqual({ title: '城市' })
    expect(draft.now().values.due).toBe('2023年')
    expect(draft.now().problems.map((problem) => problem.field)).toEqual(['due'])
    expect(desk.kept?.values).toEqual({ title: '城市', due: '2023年' })
  })

  test('what is typed during a save is saved after it', async () => {
    const desk = library({ title: '一' })
    const draft = desk.start()
    draft.set('title', '二')
    const saving = draft.flush()
    draft.set('title', '三')
    await saving
    expect(desk.stored).toMatchObject({ version: 3, values: { title: '三' } })
  })
})

describe('nothing typed is lost', () => {
  test('without a network it is kept and tried again', async () => {
    const desk = library({ title: '一' })
    desk.line = 'down'
    const draft = desk.start()
    draft.set('title', '二')
    await pass(1500)
    expect(draft.now()).toMatchObject({ saving: 'unreachable', values: { title: '二' } })
    expect(desk.kept).toMatchObject({ version: 1, values: { title: '二' } })
    desk.line = 'up'
    await pass(8000)
    expect(desk.stored?.values).toEqual({ title: '二' })
    expect(draft.now().saving).toBe('idle')
    expect(desk.kept).toBeNull()
  })

  test('a write without an answer happens once, also after the page was opened again', async () => {
    const desk = library()
    desk.line = 'no-answer'
    desk.start().set('title', '一')
    await pass(1500)
    expect(desk.writes).toBe(1)
    desk.line = 'up'
    const again = desk.start({ record: null, values: { title: '一二' }, attempt: desk.kept!.attempt })
    await again.flush()
    expect(desk.writes).toBe(2)
    expect(desk.stored).toMatchObject({ version: 2, values: { title: '一二' } })
  })

  test('nor happens it twice when the session ended before it could be asked about again', async () => {
    const desk = library()
    desk.line = 'no-answer'
    desk.start().set('title', '一')
    await pass(1500)
    desk.line = 'signed-out'
    await pass(8000)
    expect(desk.writes).toBe(1)
    desk.line = 'up'
    const again = desk.start({ record: null, values: desk.kept!.values, attempt: desk.kept!.attempt })
    await again.flush()
    expect(desk.writes).toBe(1)
    expect(again.now()).toMatchObject({ saving: 'idle', record: { id: 'r1', version: 1 } })
  })

  test('the unit it is for is kept with what was typed, and with a later choice', async () => {
    const desk = library()
    desk.line = 'down'
    desk.org = 'north'
    const draft = desk.start()
    draft.keepAnew()
    expect(desk.kept).toBeNull()
    draft.set('title', '一')
    expect(desk.kept).toMatchObject({ org: 'north' })
    desk.org = 'south'
    draft.keepAnew()
    expect(desk.kept).toMatchObject({ org: 'south', values: { title: '一' } })
  })

  test('whoever still looks on is led to what was made, whoever has left is not', async () => {
    const stayed = library()
    const draft = stayed.start()
    draft.watch(() => {})
    draft.set('title', '一')
    await draft.flush()
    draft.set('title', '二')
    await draft.flush()
    expect(stayed.made).toEqual(['r1'])

    const left = library()
    const leaving = left.start()
    const gone = leaving.watch(() => {})
    leaving.set('title', '一')
    gone()
    leaving.stop()
    await pass(0)
    expect(left.stored?.values).toEqual({ title: '一' })
    expect(left.made).toEqual([])
  })

  test('what was restored is given up as it was typed then, saved or not, and what was typed since stays', async () => {
    const desk = library({ title: '一', note: '旧' })
    const draft = desk.start({ values: { title: '错', note: '旧' } })
    await draft.flush()
    expect(desk.stored?.values).toEqual({ title: '错', note: '旧' })
    draft.set('note', '新')
    draft.giveUpRestored()
    expect(draft.now()).toMatchObject({ saving: 'waiting', values: { title: '一', note: '新' } })
    await pass(0)
    expect(desk.stored?.values).toEqual({ title: '一', note: '新' })
    expect(desk.kept).toBeNull()
  })

  test('a refusal is shown at its place and the next change is tried anew', async () => {
    const desk = library({ title: '一' })
    const draft = desk.start()
    draft.set('note', '不可')
    await pass(1500)
    expect(draft.now()).toMatchObject({ saving: 'refused', problems: [{ field: 'note', message: '说明不可' }] })
    draft.set('note', '可以')
    await pass(1500)
    expect(draft.now()).toMatchObject({ saving: 'idle', problems: [] })
    expect(desk.stored?.values.note).toBe('可以')
  })
})

describe('when somebody else saved meanwhile', () => {
  test('it stops, and goes on with both changes once the newest is taken', async () => {
    const desk = library({ title: '一', note: '旧' })
    const draft = desk.start()
    desk.elsewhere({ title: '一', note: '新' })
    draft.set('title', '二')
    await pass(1500)
    expect(draft.now().saving).toBe('stale')
    draft.set('title', '三')
    await pass(60_000)
    expect(desk.stored?.values).toEqual({ title: '一', note: '新' })
    await draft.takeNewest()
    await pass(0)
    expect(desk.stored?.values).toEqual({ title: '三', note: '新' })
    expect(draft.now()).toMatchObject({ saving: 'idle', clashes: [] })
  })

  test('a field both changed keeps what was typed here and is named', async () => {
    const desk = library({ title: '一' })
    const draft = desk.start()
    desk.elsewhere({ title: '他' })
    draft.set('title', '我')
    await draft.flush()
    await draft.takeNewest()
    expect(draft.now().clashes).toEqual([{ field: 'title', mine: '我', theirs: '他' }])
    expect(draft.now().values.title).toBe('我')
    await pass(0)
    expect(desk.stored?.values.title).toBe('我')
    expect(draft.now().clashes).toHaveLength(1)
    draft.clashesSeen()
    expect(draft.now().clashes).toEqual([])
  })

  test('it is noticed before anything is sent, but never mistaken for a save of our own', async () => {
    const desk = library({ title: '一' })
    const draft = desk.start()
    draft.noticeNewer({ ...desk.stored, version: 1 } as RecordAnswer)
    expect(draft.now().saving).toBe('idle')
    draft.noticeNewer({ ...desk.stored, version: 2 } as RecordAnswer)
    expect(draft.now().saving).toBe('stale')
  })

  test('a save of our own without an answer is not taken for somebody else’s', async () => {
    const desk = library({ title: '一' })
    const draft = desk.start()
    desk.line = 'no-answer'
    draft.set('title', '二')
    await pass(1500)
    draft.noticeNewer(desk.stored as RecordAnswer)
    expect(draft.now().saving).toBe('unreachable')
    desk.line = 'up'
    await pass(8000)
    expect(draft.now()).toMatchObject({ saving: 'idle', record: { version: 2 }, values: { title: '二' } })
  })

  test('and is not sent again on top of the newest', async () => {
    const desk = library({ title: '一', note: '旧' })
    const draft = desk.start()
    desk.line = 'down'
    draft.set('title', '二')
    await pass(1500)
    desk.line = 'up'
    desk.elsewhere({ title: '一', note: '新' })
    await draft.takeNewest()
    await pass(0)
    expect(desk.stored).toMatchObject({ version: 3, values: { title: '二', note: '新' } })
    expect(draft.now().saving).toBe('idle')
  })
})
