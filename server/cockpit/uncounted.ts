import type { FastifyInstance } from 'fastify'
import { stageLabel } from '#kernel/workflow.ts'
import { todoNames } from '#kernel/todo.ts'
import type { Uncounted } from '#kernel/store/uncounted.ts'
import { orgNamesOf } from '../records/names.ts'

/** What is not counted, in words: how much of what, and for whom it waits or what keeps it out. Drafts are nobody's business but their clerk's. */
export async function uncountedFor(app: FastifyInstance, rows: readonly Uncounted[]) {
  const told = rows.filter(({ kind }) => kind !== 'draft')
  const nameOf = await orgNamesOf(app.db, [...new Set(told.flatMap(({ org, owes }) => [org, owes]))])
  return told.flatMap(({ module, stage, org, owes, count, kind, why, since }) => {
    const business = app.modules.find(({ path }) => path === module)
    if (!business) return []
    const waits = `等待${nameOf(org)}办理“${stageLabel(business, stage)}”`
    return [
      {
        ...{ unit: owes, unitName: nameOf(owes), module, moduleName: business.name, count, since },
        why: why ?? (kind === 'returned' ? `${todoNames.returned}，等待${nameOf(org)}修改` : waits),
      },
    ]
  })
}
