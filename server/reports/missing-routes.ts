import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { businessRoles, orgsOf, roleNames } from '#kernel/org.ts'
import { todoNames } from '#kernel/todo.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { read } from '../http/route.ts'
import { idParam } from '../http/texts.ts'
import { looksAtAll } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'
import { orgNamesOf } from '../records/names.ts'
import { figuresMissing, onTheWay, overdueUpdates, type Asked, type OnTheWay } from './missing.ts'
import { periodOr404, scope } from './periods.ts'
import { schemeOn } from './schemes.ts'

/** As many as a person reads. */
const SHOWN = 200

/** 计算前核对: what a period still waits for, and whose post holds it. The office is told of all units, a unit of itself; nobody of what they may not see. */
export function missingRoutes(app: FastifyInstance) {
  const moduleOf = (path: string) => app.modules.find((each) => each.path === path)!

  async function askedOf(id: string, caller: Caller): Promise<Asked> {
    const { report, first, last } = await periodOr404(app.db, id)
    const { content } = await schemeOn(app.db, report, last)
    return { report, scheme: content, first, last, today: dayOf(caller.now), units: looksAtAll(caller) ? null : orgsOf(caller) }
  }

  read(app, {
    url: '/api/reports/periods/:id/missing',
    scope,
    allow: { roles: businessRoles },
    summary: '一期报表计算前还缺什么、在谁手里：未录入的指标值，审定后将计入的在办事项，逾期未更新的推进情况',
    params: idParam,
    handle: async ({ caller, params }) => {
      const asked = await askedOf(params.id, caller)
      const [figures, waiting, overdue] = await Promise.all([
        figuresMissing(app.db, asked, caller.now),
        onTheWay(app.db, app.modules, caller, asked),
        overdueUpdates(app.db, app.modules, caller, asked),
      ])
      const groups = grouped(waiting)
      const nameOf = await orgNamesOf(app.db, [
        ...groups.flatMap(({ org, units }) => [org, ...units.map(({ id }) => id)]),
        ...overdue.map(({ org }) => org),
      ])
      const indicatorOf = new Map(asked.scheme.indicators.map(({ id, name }) => [id, name]))
      return {
        today: asked.today,
        last: asked.last,
        figures,
        records: waiting.length,
        waiting: groups.map((group) => ({
          ...group,
          ...namesOf(group.module, group.stage),
          kindName: todoNames[group.kind],
          orgName: nameOf(group.org),
          roleName: roleNames[group.role],
          units: group.units.map((unit) => ({ ...unit, name: nameOf(unit.id) })),
          indicatorNames: group.indicators.map((id) => indicatorOf.get(id)!),
        })),
        overdue: overdue.map((each) => ({
          ...each,
          moduleName: moduleOf(each.module).name,
          unit: moduleOf(each.module).unit,
          orgName: nameOf(each.org),
          roleName: roleNames[each.role],
        })),
      }
    },
  })

  read(app, {
    url: '/api/reports/periods/:id/missing/records',
    scope,
    allow: { roles: businessRoles },
    summary: '审定后将计入本期报表的在办事项，最早的在前',
    params: idParam,
    query: z.strictObject({ module: z.string().max(64), stage: z.string().max(64), org: z.string().max(64).optional() }),
    handle: async ({ caller, params, query }) => {
      const asked = await askedOf(params.id, caller)
      const all = (await onTheWay(app.db, app.modules, caller, asked, query)).filter(
        ({ holders }) => query.org === undefined || holders.some(({ org }) => org === query.org),
      )
      const records = all.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, SHOWN)
      const nameOf = await orgNamesOf(
        app.db,
        records.flatMap(({ owner, units }) => [owner, ...units]),
      )
      return {
        all: all.length,
        records: records.map(({ id, module, title, owner, since, units }) => ({
          ...{ id, module, title, since, ownerName: nameOf(owner) },
          units: units.map(nameOf),
        })),
      }
    },
  })

  const namesOf = (path: string, stage: string) => {
    const module = moduleOf(path)
    return { moduleName: module.name, unit: module.unit, stageLabel: stageLabel(module, stage) }
  }
}

/** By business, step and desk, what has waited longest first. `owner` is whose all of them are, where they are of one. */
function grouped(records: readonly OnTheWay[]) {
  const desks = records.flatMap(({ holders, ...record }) => holders.map((holder) => ({ ...record, ...holder })))
  return [...Map.groupBy(desks, ({ module, stage, kind, org, role }) => JSON.stringify([module, stage, kind, org, role])).values()]
    .map((all) => {
      const [{ module, stage, kind, org, role, owner }] = all as [(typeof all)[number]]
      const units = Map.groupBy(
        all.flatMap((record) => record.units),
        (id) => id,
      )
      return {
        ...{ module, stage, kind, org, role, count: all.length },
        since: new Date(Math.min(...all.map(({ since }) => since.getTime()))),
        owner: all.every((record) => record.owner === owner) ? owner : null,
        units: [...units].map(([id, { length }]) => ({ id, count: length })),
        indicators: [...new Set(all.flatMap((record) => record.indicators))],
      }
    })
    .toSorted((a, b) => a.since.getTime() - b.since.getTime())
}
