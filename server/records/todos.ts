import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actedBy } from '#kernel/act.ts'
import { invalid } from '#kernel/refusal.ts'
import { deskCounts, deskOf } from '#kernel/store/desk.ts'
import { todoNames } from '#kernel/todo.ts'
import { warningsOf } from '#kernel/warnings.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { read } from '../http/route.ts'
import { orgNamesOf } from './names.ts'

const LIMIT = 50

/** 工作台：待办. */
export function todoRoutes(app: FastifyInstance) {
  const module = (path: string) => app.modules.find((each) => each.path === path)

  read(app, {
    url: '/api/todos',
    scope: 'todos',
    allow: 'signed-in',
    summary: '我的待办',
    query: z.strictObject({
      module: z.string().max(100).optional(),
      kind: z.enum(Object.keys(todoNames) as [string]).optional(),
      after: z
        .string()
        .regex(/^\d{1,6}$/)
        .optional(),
    }),
    handle: async ({ caller, query }) => {
      if (query.module !== undefined && !module(query.module)) throw invalid([{ field: 'module', message: '无法识别的业务模块' }])
      const desk = await deskOf(app.db, caller, {
        module: query.module ?? null,
        kind: query.kind ?? null,
        after: Number(query.after ?? 0),
        limit: LIMIT,
      })
      const nameOf = await orgNamesOf(
        app.db,
        desk.rows.map((row) => row.owner),
      )
      return {
        next: desk.next === null ? null : String(desk.next),
        rows: desk.rows.map(({ deadline, respite, decided, ...row }) => ({
          ...row,
          warnings: warningsOf(module(row.module)!, { stage: row.stage, deadline, respite, decided }),
          returned: row.returned && { ...row.returned, byName: actedBy(row.returned) },
          path: row.module,
          moduleName: module(row.module)!.name,
          kindName: todoNames[row.kind],
          stageLabel: stageLabel(module(row.module)!, row.stage),
          ownerName: nameOf(row.owner),
        })),
      }
    },
  })

  read(app, {
    url: '/api/todos/summary',
    scope: 'todos',
    allow: 'signed-in',
    summary: '待办数量',
    handle: async ({ caller }) => {
      const counts = (await deskCounts(app.db, caller)).map((count) => ({ ...count, name: module(count.module)!.name }))
      const sum = (pick: 'count' | 'overdue' | 'returned' | 'dueSoon') => counts.reduce((total, count) => total + count[pick], 0)
      return { modules: counts, total: sum('count'), overdue: sum('overdue'), returned: sum('returned'), dueSoon: sum('dueSoon') }
    },
  })
}
