import { useQuery } from '@tanstack/react-query'
import { pagesFor } from '#web/administration/routes.tsx'
import { modules } from '#modules/all.ts'
import { isFixed, menuName, type Module } from '#kernel/module.ts'
import { isBusiness } from '#kernel/org.ts'
import { useMe } from '../api/me.ts'
import { todoSummaryQuery } from '../api/todo-queries.ts'
import type { Me } from '../api/types.ts'
import { directoryPlace, roundPlace } from '../places.ts'
import { latestQuery } from '../notices/queries.ts'
import { areaNames, areaOf } from './areas.ts'

/** A business with what waits in it. */
export type Waiting = { path: string; name: string; count: number; overdue: number }
/** Pages of a business beside its ledger: its round, for whoever holds it, and its directory, for everybody. */
function pagesOf(module: Module, me: Me) {
  const step = module.round && module.flow[module.round.step]!
  const holds = step && me.posts.some((post) => post.role === step.by && isFixed(step.at) && step.at.fixed === post.org)
  return [
    ...(holds ? [{ label: module.round!.name, place: roundPlace(module.path) }] : []),
    ...(module.directory ? [{ label: module.directory.name, place: directoryPlace(module.path) }] : []),
  ]
}

/** What this person's navigation holds, with the counts of what waits. */
export function useEntries() {
  const me = useMe()
  const works = me.posts.some((post) => isBusiness(post.role))
  const { data: summary } = useQuery({ ...todoSummaryQuery, enabled: works })
  const { data: notices } = useQuery(latestQuery)
  const counts = new Map(summary?.modules.map((entry) => [entry.module, entry]))
  const shown = works ? modules : []
  const areas = [...new Set(shown.map((module) => areaOf(module.path)))]
  return {
    areas: areas.map((area) => ({
      name: areaNames[area] ?? '',
      modules: shown
        .filter((module) => areaOf(module.path) === area)
        .map((module): Waiting => {
          const { count = 0, overdue = 0 } = counts.get(module.path) ?? {}
          return { path: module.path, name: menuName(module), count, overdue }
        }),
      pages: shown.filter((module) => areaOf(module.path) === area).flatMap((module) => pagesOf(module, me)),
    })),
    administration: pagesFor(me.posts),
    unread: notices?.unread ?? 0,
    works,
    total: summary?.total ?? 0,
    overdue: summary?.overdue ?? 0,
  }
}
