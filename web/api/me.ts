import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { firstStep, isFiledBy } from '#kernel/steps.ts'
import { call } from './call.ts'
import type { Me } from './types.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call<Me>('GET', '/api/session', { signal }),
  staleTime: 60_000,
})

/** Who is signed in. Inside the shell only: the shell is not shown before this is known. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** The reform office's own module administrator, who changes wording, dictionaries, notices and manuals. */
export const isOfficeKeeper = (me: Me) => me.posts.some((post) => post.role === 'module-admin' && post.kind === 'office')

/** The posts from which this person may file a new record of a business. */
export function filingPosts(me: Me, module: Module) {
  return me.posts.filter((post) => post.role === module.flow[firstStep(module)]!.by && isFiledBy(module, { id: post.org, kind: post.kind }))
}
