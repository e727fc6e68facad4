import { queryOptions } from '@tanstack/react-query'
import type { HeldFile } from '#kernel/fields/files.ts'
import { call } from '../api/call.ts'

export type Edition = { edition: number; file: HeldFile; note: string | null; byName: string; at: string }
/** `editions` come latest first. */
export type ManualAnswer = {
  id: string
  title: string
  module: string | null
  version: number
  retiredAt: string | null
  editions: Edition[]
}

/** The manuals that can be downloaded; live. */
export const manualsQuery = queryOptions({
  queryKey: ['manuals', 'current'],
  queryFn: ({ signal }) => call<ManualAnswer[]>('GET', '/api/manuals', { signal }),
  staleTime: 10 * 60_000,
})
