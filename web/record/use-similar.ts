import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { LONGEST, titleKey } from '#kernel/near-titles.ts'
import { call } from '#web/api/call.ts'

/** A record with a similar title. Without an id it is somebody else's entry in the directory, of which no more is told than its title and whose it is. */
export type Similar = {
  id: string | null
  title: string
  owner: string
  ownerName: string
  stage: string | null
  stageLabel: string | null
  likeness: number
  directory: boolean
}

/** What was found, and the title it was found for. */
export type Found = { title: string; list: readonly Similar[] }

type About = { title: string; id: string | null; org: string | null }

const PAUSE = 250

/** Records whose titles are like the one being typed, asked for whenever the hands rest; the last answer stands until the next. */
export function useSimilar(module: Module, { title, id, org }: About): Found | null {
  const rested = useRested(title.slice(0, LONGEST))
  const blank = titleKey(module, rested).length === 0
  const body = { title: rested, ...(id ? { id } : org ? { org } : {}) }
  const answer = useQuery({
    queryKey: ['similar', module.path, body],
    queryFn: async ({ signal }) => ({
      title: rested,
      list: await call<Similar[]>('POST', `/api/${module.path}/similar`, { body, signal }),
    }),
    enabled: !blank,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  if (blank || title === '' || !answer.data) return null
  // Asked about before it was first saved, a record finds itself.
  return { ...answer.data, list: answer.data.list.filter((one) => one.id === null || one.id !== id) }
}

/** What stands there once the hands rest. Letters for which a character is still to be chosen are not what is meant. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  const choosing = useChoosing()
  useEffect(() => {
    if (choosing) return
    const timer = setTimeout(() => setRested(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text, choosing])
  return rested
}

/** Whether an input method is being spelt into, in whatever entry the caret is. */
function useChoosing(): boolean {
  const [choosing, setChoosing] = useState(false)
  useEffect(() => {
    const [begin, end] = [() => setChoosing(true), () => setChoosing(false)]
    document.addEventListener('compositionstart', begin)
    document.addEventListener('compositionend', end)
    return () => {
      document.removeEventListener('compositionstart', begin)
      document.removeEventListener('compositionend', end)
    }
  }, [])
  return choosing
}
