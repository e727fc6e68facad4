import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Module } from '#kernel/module.ts'
import { businessRoles } from '#kernel/org.ts'
import { invalid } from '#kernel/refusal.ts'
import { directoryPage, readDirectoryFilter } from '#kernel/store/directory.ts'
import { read } from '../http/route.ts'
import { orgNamesOf } from './names.ts'

/** The directory of a business, for every holder of a business post, whoever may see the records behind it. */
export function directoryRoutes(app: FastifyInstance, module: Module) {
  const { directory } = module
  if (!directory) return
  read(app, {
    url: `/api/${module.path}/directory`,
    scope: module.path,
    allow: { roles: businessRoles },
    summary: directory.name,
    query: z.record(z.string().max(40), z.string().max(2000)),
    handle: async ({ caller, query }) => {
      const { after = null, limit = '50', ...filter } = query
      if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 200)
        throw invalid([{ field: 'limit', message: '每页条数应在 1 至 200 之间' }])
      const page = await directoryPage(app.db, module, caller, readDirectoryFilter(module, filter), { after, limit: Number(limit) })
      const nameOf = await orgNamesOf(
        app.db,
        page.rows.map((row) => row.owner),
      )
      return { ...page, rows: page.rows.map((row) => ({ ...row, ownerName: nameOf(row.owner) })) }
    },
  })
}
