import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { LONGEST, titleKey, type Similar } from '#kernel/near-titles.ts'
import { call } from '#web/api/call.ts'
import { useRested } from '#web/shell/use-rested.ts'

/** What was found, and the title it was found for. */
export type Found = { title: string; list: readonly SimilarAnswer[] }

/** As the server answers it: with the step in words. */
export type SimilarAnswer = Similar & { stageLabel: string | null }

type About = { title: string; id: string | null; org: string | null }

/** Records whose titles are like the one being typed, asked for whenever the hands rest; the last answer stands until the next. */
export function useSimilar(module: Module, { title, id, org }: About): Found | null {
  const rested = useRested(title.slice(0, LONGEST))
  const blank = titleKey(module, rested).length === 0
  const body = { title: rested, ...(id ? { id } : org ? { org } : {}) }
  const answer = useQuery({
    queryKey: ['similar', module.path, body],
    queryFn: async ({ signal }) => ({
      title: rested,
      list: await call<SimilarAnswer[]>('POST', `/api/${module.path}/similar`, { body, signal }),
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
