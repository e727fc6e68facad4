import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useRef, useState } from 'react'
import type { Reason } from '#kernel/act.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { forgetTyped } from '../shell/use-typed.ts'
import type { RoundItem } from './query.ts'

export type Deciding = {
  busy: boolean
  /** One outcome for one item. Answers whether it was decided. */
  decide: (item: RoundItem, outcome: string, label: string, reason: Reason | null) => Promise<boolean>
  /** One of several is picked and the others are called repetitions, all at once or none. */
  pick: (picked: RoundItem, others: readonly RoundItem[], words: string) => Promise<boolean>
}

/** Decides as things are shown: the versions on the screen go along, and when one has changed the page shows what is new. */
export function useDeciding(module: Module): Deciding {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const tried = useRef({ body: '', key: '' })
  const send = async (items: readonly RoundItem[], path: string, body: object, said: string): Promise<boolean> => {
    if (busy) return false
    // The same deed tried again after a lost answer carries the same key and happens once.
    const text = canonical([path, body])
    if (tried.current.body !== text) tried.current = { body: text, key: crypto.randomUUID() }
    setBusy(true)
    try {
      await call('POST', path, { key: tried.current.key, body })
      for (const { id } of items) forgetTyped(`${id}.`)
      void message.success(said)
      return true
    } catch (error) {
      void message.error(sentenceOf(error))
      return error instanceof Refused && error.code === 'STALE'
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['ledger', module.path] })
      void client.invalidateQueries({ queryKey: ['todo-summary'] })
    }
  }
  const seen = ({ id, version }: RoundItem) => ({ id, version })
  return {
    busy,
    decide: (item, outcome, label, reason) =>
      send(
        [item],
        `/api/${module.path}/${item.id}/acts`,
        { verb: 'decide', outcome, version: item.version, ...(reason ? { reason } : {}) },
        `${item.ownerName}《${item.title}》已核准为“${label}”`,
      ),
    pick: (picked, others, words) =>
      send(
        [picked, ...others],
        `/api/${module.path}/round`,
        { picked: seen(picked), others: others.map(seen), ...(words ? { words } : {}) },
        `已核准 ${1 + others.length} ${module.unit}`,
      ),
  }
}
