import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { z } from 'zod'
import { countingFaults } from '#indicators/figures.ts'
import { faultsOf, schemeShape, type Scheme } from '#indicators/scheme.ts'
import { wholeFaults } from '#indicators/whole-scheme.ts'
import { businessRoles } from '#kernel/org.ts'
import { conflict, invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { day, typedText, version } from '../http/texts.ts'
import { sentence } from '../http/refuse.ts'
import { read, write } from '../http/route.ts'
import { atOffice } from '../identity/at-office.ts'
import { requireFresh } from '../identity/fresh.ts'
import { officeOnly, officeSeat, requireOffice } from '../office/seat.ts'
import { reportId, type ReportId } from './reports.ts'

export type SchemeRow = {
  id: string
  report: ReportId
  content: Scheme
  validFrom: string
  inForce: boolean
  version: number
  madeByName: string
  madeAt: Date
  note: string | null
}

const columns = sql`id, report, content, to_char(valid_from, 'YYYY-MM-DD') as "validFrom", in_force as "inForce", version, made_by_name as "madeByName", made_at as "madeAt", note`

const scope = 'reports'
const ofReport = z.strictObject({ report: reportId })
const ofScheme = z.strictObject({ report: reportId, scheme: z.string().max(60) })

/** 指标体系: versions with validity. A draft may be changed and tried on real data; one in force never changes again. */
export function schemeRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/:report/schemes',
    scope,
    allow: { roles: businessRoles },
    summary: '报表的指标体系，最新的在前；草稿只有市委改革办看得到',
    params: ofReport,
    handle: async ({ caller, params }) => {
      const office = atOffice(caller)
      const { rows } =
        await sql<SchemeRow>`select ${columns} from scheme where report = ${params.report} and (in_force or ${office}) order by valid_from desc, id`.execute(
          app.db,
        )
      return rows
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/:report/schemes',
    scope,
    allow: officeOnly,
    summary: '新建指标体系草稿',
    action: 'scheme:draft',
    params: ofReport,
    body: z.strictObject({ content: z.unknown(), validFrom: day('生效日期'), note: typedText('说明', 200).optional() }),
    handle: async ({ tx, caller, params, body }) => {
      requireOffice(caller)
      const org = await officeSeat(tx, caller)
      const content = { ...checked(body.content), validFrom: body.validFrom }
      const { rows } = await sql<SchemeRow>`
        insert into scheme (id, report, content, valid_from, in_force, made_by, made_by_name, made_at, note)
        values (${content.id}, ${params.report}, ${JSON.stringify(content)}::jsonb, ${body.validFrom}, false, ${caller.id}, ${caller.name}, ${caller.now}, ${body.note ?? null})
        on conflict do nothing returning ${columns}`.execute(tx)
      if (!rows[0]) throw conflict('SCHEME_EXISTS', `已有标识为“${content.id}”的指标体系，请换一个标识。`)
      return { status: 201, body: rows[0], audit: { action: 'scheme:draft', object: content.id, org } }
    },
  })

  write(app, {
    method: 'PUT',
    url: '/api/reports/:report/schemes/:scheme',
    scope,
    allow: officeOnly,
    summary: '修改指标体系草稿',
    action: 'scheme:draft',
    params: ofScheme,
    body: z.strictObject({ version, content: z.unknown(), validFrom: day('生效日期'), note: typedText('说明', 200).optional() }),
    handle: async ({ tx, caller, params, body }) => {
      requireOffice(caller)
      const org = await officeSeat(tx, caller)
      const content = { ...checked(body.content), validFrom: body.validFrom }
      if (content.id !== params.scheme) throw invalid([{ field: 'content.id', message: '标识不能修改' }])
      await openDraft(tx, params, body.version)
      const { rows } = await sql<SchemeRow>`
        update scheme set content = ${JSON.stringify(content)}::jsonb, valid_from = ${body.validFrom}, note = ${body.note ?? null}, version = version + 1,
          made_by = ${caller.id}, made_by_name = ${caller.name}, made_at = ${caller.now}
        where id = ${params.scheme} returning ${columns}`.execute(tx)
      return { body: rows[0], audit: { action: 'scheme:draft', object: params.scheme, org } }
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/reports/:report/schemes/:scheme',
    scope,
    allow: officeOnly,
    summary: '删除指标体系草稿',
    action: 'scheme:discard',
    params: ofScheme,
    body: z.strictObject({ version }),
    handle: async ({ tx, caller, params, body }) => {
      requireOffice(caller)
      const org = await officeSeat(tx, caller)
      await openDraft(tx, params, body.version)
      await sql`delete from scheme where id = ${params.scheme}`.execute(tx)
      return { status: 204, audit: { action: 'scheme:discard', object: params.scheme, org } }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/:report/schemes/:scheme/in-force',
    scope,
    allow: officeOnly,
    summary: '启用指标体系',
    action: 'scheme:enact',
    params: ofScheme,
    body: z.strictObject({ version }),
    handle: async ({ tx, caller, params, body }) => {
      requireOffice(caller)
      requireFresh(caller)
      const org = await officeSeat(tx, caller)
      const draft = await openDraft(tx, params, body.version)
      await refuseBackwards(tx, draft)
      await refuseSameDay(tx, draft)
      const { rows } =
        await sql<SchemeRow>`update scheme set in_force = true, version = version + 1 where id = ${params.scheme} returning ${columns}`.execute(
          tx,
        )
      return { body: rows[0], audit: { action: 'scheme:enact', object: params.scheme, org } }
    },
  })
}

/**
 * The scheme in force on a day: it scores all of a period that ends then. It is the latest that began; where that one's validity has ended, none is: an
 * earlier one does not come back of itself.
 */
export async function schemeOn(db: Kysely<DB>, report: ReportId, on: string): Promise<SchemeRow> {
  const { rows } = await sql<SchemeRow>`
    select ${columns} from scheme where report = ${report} and in_force and valid_from <= ${on} order by valid_from desc limit 1`.execute(
    db,
  )
  const [scheme] = rows
  if (!scheme) throw conflict('NO_SCHEME', `${on}还没有施行的指标体系，请由市委改革办启用指标体系。`)
  const { validUntil } = scheme.content
  if (validUntil !== undefined && validUntil < on)
    throw conflict('NO_SCHEME', `指标体系“${scheme.id}”施行至${validUntil}，${on}没有施行的指标体系，请由市委改革办启用新的指标体系。`)
  return scheme
}

const PRINTED: Record<string, ReportId> = { 'district-2023-03-31': 'district', 'district-3.0': 'district', 'major-project-1': 'project' }

/** The schemes that every installation begins with. */
export async function loadSchemes(db: Kysely<DB>, now: Date): Promise<void> {
  for (const [id, report] of Object.entries(PRINTED)) {
    const content = checked(JSON.parse(readFileSync(new URL(`../../indicators/schemes/${id}.json`, import.meta.url), 'utf8')))
    await sql`insert into scheme (id, report, content, valid_from, in_force, made_by_name, made_at)
      values (${id}, ${report}, ${JSON.stringify(content)}::jsonb, ${content.validFrom}, true, '系统预置', ${now}) on conflict do nothing`.execute(
      db,
    )
  }
}

/** A scheme as it was sent, or a refusal with every place that needs mending. */
export function checked(raw: unknown): Scheme {
  const scheme = schemeShape.safeParse(raw)
  if (!scheme.success)
    throw invalid(scheme.error.issues.map((issue) => ({ field: `content.${issue.path.join('.')}`, message: sentence(issue) })))
  const faults = [...faultsOf(scheme.data), ...wholeFaults(scheme.data), ...countingFaults(scheme.data)]
  if (faults.length > 0) throw invalid(faults.map(({ at, message }) => ({ field: `content.${at}`, message })))
  return scheme.data
}

async function openDraft(tx: Transaction<DB>, { report, scheme }: z.output<typeof ofScheme>, known: number): Promise<SchemeRow> {
  const { rows } = await sql<SchemeRow>`select ${columns} from scheme where id = ${scheme} and report = ${report} for update`.execute(tx)
  const [draft] = rows
  if (!draft) throw notFound()
  if (draft.inForce) throw conflict('IN_FORCE', '指标体系已经启用，不能再修改；请新建一个版本。')
  if (draft.version !== known) throw conflict('STALE', `草稿已由${draft.madeByName}修改，请查看最新内容。`)
  return draft
}

/** A scheme may not reach back behind a report that is fixed, nor end before it begins. */
async function refuseBackwards(tx: Transaction<DB>, { report, validFrom, content: { validUntil } }: SchemeRow) {
  if (validUntil !== undefined && validUntil < validFrom)
    throw invalid([{ field: 'content.validUntil', message: `失效日期${validUntil}不能早于生效日期${validFrom}` }])
  const { rows } = await sql<{ last: string }>`
    select to_char(max(last_day), 'YYYY-MM-DD') as last from period join fixed_report on fixed_report.period_id = period.id where report = ${report}`.execute(
    tx,
  )
  if (rows[0]?.last && validFrom <= rows[0].last) throw conflict('BACKWARDS', `${rows[0].last}以前的报表已经定稿，生效日期应在此之后。`)
}

/** One scheme from a day on. Two that are put in force at once meet at the database's own constraint. */
async function refuseSameDay(tx: Transaction<DB>, { report, validFrom }: SchemeRow) {
  const { rows } = await sql`select 1 from scheme where report = ${report} and in_force and valid_from = ${validFrom}`.execute(tx)
  if (rows.length > 0) throw conflict('SAME_DAY', `已有自${validFrom}起施行的指标体系，请改用其他生效日期。`)
}
