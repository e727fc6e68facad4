import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { BusinessRole } from '#kernel/org.ts'
import type { Module } from '#kernel/module.ts'
import { fills, firstStep, isFiledBy, stepsOf } from '#kernel/steps.ts'
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

export const hasRole = (me: Me, role: BusinessRole) => me.posts.some((post) => post.role === role)

/** The posts from which this person may file a new record of a business. */
export function filingPosts(me: Me, module: Module) {
  return me.posts.filter((post) => post.role === module.flow[firstStep(module)]!.by && isFiledBy(module, { id: post.org, kind: post.kind }))
}

/** Units for which this person fills in something of a business, at whichever step. */
export function fillingOrgs(me: Me, module: Module): { org: string; orgName: string }[] {
  const roles = stepsOf(module).flatMap((step) => (fills(module, step) ? [module.flow[step]!.by as string] : []))
  const posts = me.posts.filter((post) => roles.includes(post.role))
  return [...new Map(posts.map(({ org, orgName }) => [org, { org, orgName }])).values()]
}
