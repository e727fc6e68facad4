import type { AnyValues } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import type { Problem } from '#kernel/refusal.ts'
import { Refused } from '#web/api/call.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import type { Attempt, Kept } from './kept.ts'
import { merge, type Clash } from './merge.ts'
import { sendable } from './sendable.ts'

export type DraftState = {
  /** As typed, and as the form shows it. */
  values: AnyValues
  /** As the server last answered; null before the first save of a new one. */
  record: RecordAnswer | null
  saving: 'idle' | 'waiting' | 'saving' | 'unreachable' | 'refused' | 'stale'
  savedAt: Date | null
  /** What cannot be sent, or was refused, each at its place. */
  problems: readonly Problem[]
  /** The sentence of the last refusal or failure. */
  message: string | null
  clashes: readonly Clash[]
}

export type DraftMeans = {
  module: Module
  start: { record: RecordAnswer | null; values: AnyValues; attempt: Attempt | null }
  org: () => string | null
  write: (id: string | null, attempt: Attempt) => Promise<RecordAnswer>
  read: (id: string) => Promise<RecordAnswer>
  /** Keeps what is not yet acknowledged; null when everything is. */
  keep: (kept: Omit<Kept, 'at'> | null, id: string | null) => void
  saved: (record: RecordAnswer) => void
  /** The first save of a new one was answered while somebody still looks on: whoever has left is not led anywhere. */
  made: (id: string) => void
}

const PAUSE = 1500
const RETRY = 8000

export type Draft = ReturnType<typeof startDraft>

/**
 * A draft that saves itself: a moment after the last change, one write at a time, each with its own key; a write whose answer is
 * unknown is repeated as it was before anything newer is sent. It never gives up what was typed.
 */
export function startDraft(means: DraftMeans) {
  const { module } = means
  let { attempt } = means.start
  let base = sendable(module, means.start.record?.values ?? {}).values
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let state: DraftState = {
    values: means.start.values,
    record: means.start.record,
    saving: 'idle',
    savedAt: null,
    problems: [],
    message: null,
    clashes: [],
  }
  const watchers = new Set<() => void>()

  const show = (part: Partial<DraftState>) => {
    state = { ...state, ...part }
    for (const tell of watchers) tell()
  }
  const unsaved = () => attempt !== null || canonical(sendable(module, state.values).values) !== canonical(base)
  const keep = () => {
    const { values, record } = state
    const rest = unsaved() || sendable(module, values).problems.length > 0
    means.keep(rest ? { version: record?.version ?? null, base, values, org: means.org(), attempt } : null, record?.id ?? null)
  }
  const later = (pause: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), pause)
  }

  async function save(): Promise<void> {
    clearTimeout(timer)
    running ??= saveAll().finally(() => (running = null))
    return running
  }

  async function saveAll(): Promise<void> {
    for (;;) {
      const { values, problems } = sendable(module, state.values)
      show({ problems })
      if (state.saving === 'stale') return
      if (!unsaved() || (state.record === null && attempt === null && Object.keys(values).length === 0)) {
        if (state.saving !== 'idle') show({ saving: 'idle' })
        keep()
        return
      }
      attempt ??= { key: crypto.randomUUID(), version: state.record?.version ?? null, values, org: means.org() }
      show({ saving: 'saving', message: null })
      if (!(await sent(attempt))) return
    }
  }

  async function sent(trying: Attempt): Promise<boolean> {
    keep()
    try {
      const record = await means.write(state.record?.id ?? null, trying)
      const wasNew = state.record === null
      attempt = null
      base = trying.values
      if (wasNew) means.keep(null, null)
      show({ record, savedAt: new Date() })
      means.saved(record)
      if (wasNew && watchers.size > 0) means.made(record.id)
      return true
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      failed(error)
      return false
    }
  }

  function failed(refused: Refused) {
    const { status, code, message, problems, field } = refused
    if (status === 0 || status >= 500 || status === 429 || code === 'IN_FLIGHT') {
      show({ saving: 'unreachable', message })
      later(RETRY)
    } else {
      // Turned away at the door, nobody has looked at the write: one whose answer never came may still have happened.
      if (!isAtDoor(refused)) attempt = null
      const places = problems.length > 0 ? problems : field ? [{ field, message }] : []
      show({ saving: code === 'STALE' ? 'stale' : 'refused', message, problems: [...state.problems, ...places] })
    }
    keep()
  }

  return {
    watch(tell: () => void) {
      watchers.add(tell)
      return () => void watchers.delete(tell)
    },
    now: () => state,
    set(key: string, value: unknown) {
      const { [key]: _, ...others } = state.values
      show({
        values: value === undefined ? others : { ...others, [key]: value },
        ...(state.saving === 'stale' ? {} : { saving: 'waiting' }),
      })
      keep()
      later(PAUSE)
    },
    /** What goes with the values was changed: for which unit they are. */
    keepAnew() {
      if (unsaved()) keep()
    },
    /** Saves at once. Answers when everything that can be sent has been, or has been refused. */
    async flush(): Promise<DraftState> {
      await save()
      return state
    },
    /** Somebody else saved: takes theirs and puts what was changed here on top. */
    async takeNewest(): Promise<void> {
      const record = await means.read(state.record!.id)
      const theirs = sendable(module, record.values).values
      const { values, clashes } = merge(base, state.values, { ...record.values, ...theirs })
      // A write of one's own without an answer is in what was read, or was too late.
      attempt = null
      base = theirs
      show({ record, values, clashes, saving: 'waiting', message: null })
      means.saved(record)
      later(0)
    },
    clashesSeen() {
      show({ clashes: [] })
    },
    /** A newer version was noticed that did not come from here, which a write without an answer yet may well have made. */
    noticeNewer(record: RecordAnswer) {
      if (running || attempt || !state.record || record.version <= state.record.version) return
      show({ saving: 'stale', message: '这份内容刚刚在别处有了更新。' })
    },
    /** Takes back what was restored from this machine, saved since or not; what has been typed since stays. */
    giveUpRestored() {
      const { values } = merge(means.start.values, state.values, means.start.record?.values ?? {})
      show({ values, ...(state.saving === 'stale' ? {} : { saving: 'waiting' }) })
      keep()
      later(0)
    },
    /** Gives up what this page typed and goes on from what the server has. */
    revert() {
      attempt = null
      clearTimeout(timer)
      show({ values: state.record?.values ?? {}, saving: 'idle', problems: [], message: null, clashes: [] })
      means.keep(null, state.record?.id ?? null)
    },
    stop() {
      clearTimeout(timer)
      if (unsaved() && state.saving !== 'stale') void save()
    },
  }
}

const DOOR = ['PASSWORD_MUST_CHANGE', 'SECOND_FACTOR_REQUIRED']

const isAtDoor = ({ status, code }: Refused) => status === 401 || DOOR.includes(code)
