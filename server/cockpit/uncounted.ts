import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import { fillerOf } from '#kernel/steps.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { todoNames } from '#kernel/todo.ts'
import type { Uncounted } from '#kernel/store/uncounted.ts'
import { looksAtAll } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'

/** What is not counted, as far as somebody is told: everybody's for the reform office and the city, one's own for all others. In words: how much of what, and for whom it waits or what keeps it out. */
export async function uncountedFor(app: FastifyInstance, caller: Caller, rows: readonly Uncounted[]) {
  const own = new Set(orgsOf(caller))
  const told = looksAtAll(caller) ? rows : rows.filter(({ owes }) => own.has(owes))
  const named = [...new Set(told.flatMap(({ org, owes }) => [org, owes]))]
  const { rows: orgs } = await sql<{ id: string; name: string; short: string }>`
    select id, name, short from org where id = any(${named}::text[])`.execute(app.db)
  const nameOf = (id: string) => orgs.find((org) => org.id === id)?.name ?? id
  const shortOf = (id: string) => orgs.find((org) => org.id === id)?.short ?? id
  return told.flatMap(({ module, stage, org, owes, count, kind, why, since }) => {
    const business = app.modules.find(({ path }) => path === module)
    if (!business) return []
    const waits = `等待${shortOf(org)}办理“${stageLabel(business, stage)}”`
    return [
      {
        ...{ unit: owes, unitName: nameOf(owes), module, moduleName: business.name, count, since },
        ledger: { stage, ...whose(business, stage, owes) },
        why: why ?? (kind === 'returned' ? `${todoNames.returned}，等待${shortOf(org)}修改` : waits),
      },
    ]
  })
}

/** How a ledger is asked for the records of a unit: by owner, or by the field that names who reports on them. */
function whose(module: Module, stage: string, unit: string): Record<string, string> {
  const { at } = module.flow[fillerOf(module, stage)]!
  if (typeof at !== 'string' || at === 'owner') return { owner: unit }
  return module.fields[at]?.kind.filter === 'one-of' ? { [at]: unit } : {}
}
