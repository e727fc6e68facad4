import type { FastifyInstance } from 'fastify'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { measureOf } from '#indicators/figures.ts'
import { settingsOf } from '#indicators/settings.ts'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import { measured, unitShape, WrongFigure, type Unit } from '#indicators/values.ts'
import { conflict, invalid, notFound, type Problem } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { read, write } from '../http/route.ts'
import { idParam, typedText } from '../http/texts.ts'
import { atOffice } from '../identity/at-office.ts'
import { unitsOf } from './compute.ts'
import { enteredIn } from './hand-figures.ts'
import { holdPeriod, isFixed, office, officeOf, periodOr404, scope, type PeriodRow } from './periods.ts'
import { schemeOn } from './schemes.ts'

const entering = { roles: ['entry'] } as const

const figureShape = z.strictObject({
  indicator: z.string().max(60),
  org: z.string().max(64),
  /** The version that this changes; 0 where nothing was entered yet. */
  version: z.int().min(0),
  figure: unitShape.shape.values.valueType,
})
type Given = z.output<typeof figureShape>

const bodyShape = z.strictObject({
  figures: z.array(figureShape).min(1, { error: '没有要保存的指标值' }).max(5000),
  basis: typedText('依据', 500),
  cause: typedText('更正原因', 500).optional(),
})

/** 手工录入: figures that no record counts, each with what it rests on. What is entered counts in the next computation. */
export function handFigureRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/periods/:id/hand-figures',
    scope,
    allow: office,
    summary: '一期报表中手工录入的指标值及其依据',
    params: idParam,
    handle: async ({ caller, params }) => {
      if (!atOffice(caller)) throw notFound()
      const period = await periodOr404(app.db, params.id)
      const { content } = await schemeOn(app.db, period.report, period.last)
      return {
        indicators: content.indicators.filter((indicator) => measureOf(indicator) === null),
        units: (await unitsOf(app.db, { ...period, locked: caller.now })).map(({ id, name }) => ({ id, name })),
        figures: await enteredIn(app.db, period.id),
        fixed: await isFixed(app.db, period.id),
      }
    },
  })

  write(app, {
    method: 'PUT',
    url: '/api/reports/periods/:id/hand-figures',
    scope,
    allow: entering,
    summary: '手工录入指标值，写明依据；已经定稿的，写明更正原因，随更正重发生效',
    action: 'report:enter-figures',
    params: idParam,
    body: bodyShape,
    bodyDocs: bodyShape.extend({ figures: z.array(figureShape.extend({ figure: z.unknown() })) }),
    handle: async ({ tx, caller, params, body }) => {
      const org = await officeOf(tx, caller, entering.roles)
      const period = await periodOr404(tx, params.id)
      await holdPeriod(tx, period.id)
      await refuseFixed(tx, period, body.cause)
      await refuseWrong(tx, period, body.figures, caller.now)
      await refuseStale(tx, period, body.figures)
      const rows = body.figures.map((given) => ({ ...given, version: given.version + 1 }))
      // Entered when its turn has come: a computation that went before counted without it, however early this was asked for.
      await sql`
        insert into hand_figure (period_id, indicator, org_id, version, figure, basis, cause, entered_by, entered_by_name, entered_at)
        select ${period.id}, given.indicator, given.org, given.version, coalesce(given.figure, 'null'), ${body.basis}, ${body.cause ?? null}, ${caller.id}, ${caller.name},
          (select date_trunc('milliseconds', clock_timestamp()))
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(indicator text, org text, version int, figure jsonb)`.execute(tx)
      return {
        body: { figures: await enteredIn(tx, period.id) },
        audit: {
          action: 'report:enter-figures',
          object: period.id,
          org,
          facts: { indicators: [...new Set(body.figures.map(({ indicator }) => indicator))], units: body.figures.length },
        },
      }
    },
  })
}

async function refuseFixed(tx: Transaction<DB>, period: PeriodRow, cause: string | undefined) {
  const fixed = await isFixed(tx, period.id)
  if (fixed && cause === undefined)
    throw conflict('FIXED', '本期报表已经定稿，手工录入的指标值只能随更正重发修改，请写明更正原因。', { field: 'cause' })
  if (!fixed && cause !== undefined) throw invalid([{ field: 'cause', message: '尚未定稿，不填写更正原因' }])
}

async function refuseWrong(tx: Transaction<DB>, period: PeriodRow, figures: readonly Given[], now: Date) {
  const { content } = await schemeOn(tx, period.report, period.last)
  const units = new Map((await unitsOf(tx, { ...period, locked: now })).map((unit) => [unit.id, unit]))
  const seen = new Set<string>()
  const problems = figures.flatMap((given, at): Problem[] => {
    const say = (part: string, message: string) => [{ field: `figures.${at}.${part}`, message }]
    const indicator = content.indicators.find(({ id }) => id === given.indicator)
    if (!indicator) return say('indicator', '本期指标体系中没有这项指标')
    if (measureOf(indicator)) return say('indicator', `“${indicator.name}”按已审定的事项统计，不能手工录入`)
    const unit = units.get(given.org)
    if (!unit) return say('org', '不是本期报表的单位')
    const key = `${given.indicator} ${given.org}`
    if (seen.has(key)) return say('org', `${unit.name}填了两次`)
    seen.add(key)
    const wrong = wrongFigure(content, indicator, { ...unit, values: { [indicator.id]: given.figure } })
    return wrong === null ? [] : say('figure', wrong)
  })
  if (problems.length > 0) throw invalid(problems)
}

/** Why this is no figure of the indicator; null where it is one. */
function wrongFigure(scheme: Scheme, indicator: Indicator, unit: Unit): string | null {
  try {
    measured(unit, indicator, settingsOf(scheme, indicator))
  } catch (error) {
    if (error instanceof WrongFigure) return error.message
    throw error
  }
  const figure = unit.values[indicator.id]
  const numbers = typeof figure === 'string' ? [figure] : Object.values(figure ?? {})
  const broken = indicator.measure === 'count' && numbers.some((number) => number !== null && !/^\d+$/.test(number))
  return broken ? `${unit.name}“${indicator.name}”应为整数` : null
}

async function refuseStale(tx: Transaction<DB>, period: PeriodRow, figures: readonly Given[]) {
  const known = new Map((await enteredIn(tx, period.id)).map((one) => [`${one.indicator} ${one.org}`, one]))
  for (const given of figures) {
    const stands = known.get(`${given.indicator} ${given.org}`)
    if ((stands?.version ?? 0) !== given.version)
      throw conflict('STALE', `指标值已由${stands?.enteredByName ?? '他人'}更新，请查看最新内容后再录入。`)
  }
}
