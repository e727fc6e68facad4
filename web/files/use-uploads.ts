import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import { unfit } from './file-words.ts'
import { usePledge } from './pledge.tsx'
import { send, type Sending } from './send.ts'

const AT_ONCE = 3

export type Going = {
  key: string
  file: File
  state: 'waiting' | 'running' | 'checking' | 'paused' | 'failed' | 'refused'
  sent: number
  /** Bytes a second, over the last pieces. */
  speed: number
  message: string | null
}

type Rules = { held: readonly HeldFile[]; onChange: (held: HeldFile[]) => void; max: number; accept: readonly string[] | null }

/** Uploads under way into one field: several at once, none before the promise is made. */
export function useUploads(rules: Rules) {
  const { org, pledged, underway } = usePledge()
  const [going, setGoing] = useState<Going[]>([])
  const sendings = useRef(new Map<string, Sending>())
  // Uploads end when they end, several perhaps between two drawings of the page.
  const latest = useRef(rules)
  latest.current = rules

  const change = (key: string, part: Partial<Going>) => setGoing((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const drop = (key: string) => {
    sendings.current.delete(key)
    setGoing((all) => all.filter((one) => one.key !== key))
  }

  const begin = ({ key, file }: Going) => {
    const pace = paceOf()
    change(key, { state: 'running', message: null })
    const sending = send(file, org, {
      moved: (sent) => change(key, { sent, speed: pace(sent), ...(sent === file.size ? { state: 'checking' as const } : {}) }),
      done: (held) => {
        const next = [...latest.current.held, held]
        latest.current = { ...latest.current, held: next }
        latest.current.onChange(next)
        drop(key)
      },
      failed: (message, final) => change(key, { state: final ? 'refused' : 'failed', message }),
    })
    sendings.current.set(key, sending)
  }

  const busy = going.filter((one) => one.state === 'running' || one.state === 'checking').length
  useEffect(() => {
    if (!pledged) return
    const waiting = going.filter((one) => one.state === 'waiting' && !sendings.current.has(one.key))
    for (const one of waiting.slice(0, Math.max(0, AT_ONCE - busy))) begin(one)
  })

  // What was refused will never come; everything else is not yet where it is meant to be.
  const arriving = going.filter((one) => one.state !== 'refused').length
  const box = useId()
  // Before the page is drawn: whoever sees the file may submit.
  useLayoutEffect(() => underway(box, arriving), [underway, box, arriving])
  useEffect(() => () => underway(box, 0), [underway, box])

  useEffect(() => {
    const all = sendings.current
    return () => {
      for (const sending of all.values()) sending.pause()
    }
  }, [])

  return {
    going,
    add(files: readonly File[]) {
      const { held, max, accept } = latest.current
      const coming = going
        .filter((one) => one.state !== 'refused')
        .map(({ file }) => ({ id: '', name: file.name, size: file.size, type: '' }))
      const fresh: Going[] = []
      for (const file of files) {
        const message = unfit(file, [...held, ...coming], max, accept)
        if (!message) coming.push({ id: '', name: file.name, size: file.size, type: '' })
        fresh.push({ key: crypto.randomUUID(), file, state: message ? 'refused' : 'waiting', sent: 0, speed: 0, message })
      }
      setGoing((all) => [...all, ...fresh])
    },
    pause(key: string) {
      sendings.current.get(key)?.pause()
      change(key, { state: 'paused', speed: 0 })
    },
    resume(key: string) {
      sendings.current.get(key)?.resume()
      change(key, { state: 'running', message: null })
    },
    cancel(key: string) {
      // Of what was refused the server has already let go.
      if (going.find((one) => one.key === key)?.state !== 'refused') void sendings.current.get(key)?.cancel()
      drop(key)
    },
  }
}

/** Speed over the last three seconds. */
function paceOf() {
  let marks: { at: number; sent: number }[] = []
  return (sent: number) => {
    const at = performance.now()
    marks = [...marks.filter((mark) => at - mark.at < 3000), { at, sent }]
    const first = marks[0]!
    return at - first.at < 200 ? 0 : ((sent - first.sent) / (at - first.at)) * 1000
  }
}
