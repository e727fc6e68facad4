import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { fillingRoles, firstStep, isFiledBy } from '#kernel/steps.ts'
import { beginAnew, call } from './call.ts'
import { takePage } from './page-of.ts'
import type { Me } from './types.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await call<Me>('GET', '/api/session', { signal })
    // Somebody else came in at another tab. Nothing of this page is theirs, and what was typed is kept for who typed it.
    if (!takePage(me.id)) await beginAnew()
    return me
  },
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
  const files = me.posts.filter(
    (post) => post.role === module.flow[firstStep(module)]!.by && isFiledBy(module, { id: post.org, kind: post.kind }),
  )
  // Whoever stands in for two people of one unit still files for one unit.
  return files.filter((post, at) => files.findIndex((other) => other.org === post.org) === at)
}

/** Units for which this person fills in something of a business, at whichever step. */
export function fillingOrgs(me: Me, module: Module): { org: string; orgName: string }[] {
  const roles = fillingRoles(module)
  const posts = me.posts.filter((post) => roles.includes(post.role))
  return [...new Map(posts.map(({ org, orgName }) => [org, { org, orgName }])).values()]
}
