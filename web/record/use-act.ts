import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useRef, useState } from 'react'
import type { Reason, Verb } from '#kernel/act.ts'
import type { AnyValues } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { call, Refused, sentenceOf } from '#web/api/call.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { forgetTyped } from '#web/shell/use-typed.ts'
import { noteDeed } from './deeds.ts'
import { discardBy } from './discarding.ts'
import { actsQuery, recordQuery } from './record-queries.ts'

export type Doing = { verb: Verb; values?: AnyValues; reason?: Reason; about?: string; outcome?: string }

export type Outcome = 'done' | 'stale' | 'refused'

export type Acting = {
  busy: Verb | null
  /** Somebody was first: the sentence, until the newest is taken. */
  stale: string | null
  refused: Refused | null
  /** Performs a verb. `words` is what is said afterwards; nothing when they are empty. */
  act: (doing: Doing, words: (record: RecordAnswer) => string) => Promise<Outcome>
  takeNewest: () => Promise<void>
  /** The version of this page's own last act. */
  mine: number
}

/** Performs verbs on a record as it is shown: the version on the screen goes with each, so that nobody decides on what they have not seen. */
export function useAct(module: Module, record: RecordAnswer): Acting {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<Verb | null>(null)
  const [stale, setStale] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [mine, setMine] = useState(0)
  const { queryKey } = recordQuery(module.path, record.id)
  // The same deed tried again after a lost answer carries the same key and happens once.
  const tried = useRef({ body: '', key: '' })
  return {
    busy,
    stale,
    refused,
    mine,
    async act(doing, words) {
      if (busy) return 'refused'
      const body = { ...doing, version: record.version }
      const text = canonical(body)
      if (tried.current.body !== text) tried.current = { body: text, key: crypto.randomUUID() }
      setBusy(doing.verb)
      setRefused(null)
      try {
        const send = () => call<RecordAnswer>('POST', `/api/${module.path}/${record.id}/acts`, { key: tried.current.key, body })
        const discards = doing.verb === 'discard'
        const done = discards ? await discardBy(record.id, send) : await send()
        if (!discards) {
          client.setQueryData(queryKey, done)
          setMine(done.version)
        }
        void client.invalidateQueries({ queryKey: actsQuery(module.path, record.id).queryKey })
        forgetTyped(`${record.id}.`)
        noteDeed(record.id, words(done) || null)
        return 'done'
      } catch (error) {
        if (error instanceof Refused && error.code === 'STALE') {
          setStale(error.message)
          return 'stale'
        }
        if (error instanceof Refused && error.problems.length > 0) setRefused(error)
        void message.error(sentenceOf(error))
        return 'refused'
      } finally {
        setBusy(null)
      }
    },
    async takeNewest() {
      await client.invalidateQueries({ queryKey })
      setStale(null)
    },
  }
}
