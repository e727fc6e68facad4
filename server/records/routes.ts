import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actedBy, verbNames, type Act, type Reason, type Subject, type Verb } from '#kernel/act.ts'
import { dayOf } from '#kernel/day.ts'
import { fold } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import { invalid, notFound } from '#kernel/refusal.ts'
import { formOfAct } from '#kernel/store/form.ts'
import { actsOf } from '#kernel/store/history.ts'
import { alikeHints } from '#kernel/store/alike.ts'
import { ask, existingFor } from '#kernel/store/identity.ts'
import { ledgerCount, ledgerPage, readFilter } from '#kernel/store/ledger.ts'
import { load } from '#kernel/store/load.ts'
import { sameHints } from '#kernel/store/similar.ts'
import { create, perform } from '#kernel/store/perform.ts'
import { unitsOn } from '#kernel/store/units.ts'
import { askedOf, hintsOf, problemsOf, readValues, valuesSchema } from '#kernel/values.ts'
import { closedNow } from '#kernel/window.ts'
import { labelOf, mayAct, stageLabel } from '#kernel/workflow.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { recordAnswer } from './answer.ts'
import { orgNamesOf } from './names.ts'
import { seatOf } from './seat.ts'
import { similarRoute } from './similar.ts'
import { fillerOf, filledAt, firstStep } from '#kernel/steps.ts'

const withId = z.strictObject({ id: z.string() })
const ledgerQuery = z.record(z.string().max(40), z.string().max(2000))
const unchecked = z.record(z.string(), z.unknown())

/** Every route of one business, made from its declaration; each request is answered by it as the office has tuned it. */
export function recordRoutes(app: FastifyInstance, declared: Module) {
  const base = `/api/${declared.path}`
  const scope = declared.path
  const values = valuesSchema(declared)
  const now = () => app.inForce.of(declared)

  read(app, {
    url: base,
    scope,
    allow: 'signed-in',
    summary: `${declared.name}台账（较长的内容只列条数或开头）`,
    query: ledgerQuery,
    handle: async ({ caller, query }) => {
      const { sort = 'newest', after: cursor = null, limit = '50', ...filter } = query
      if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 200)
        throw invalid([{ field: 'limit', message: '每页条数应在 1 至 200 之间' }])
      const module = now()
      return ledgerPage(app.db, module, caller, readFilter(module, filter), { sort, after: cursor, limit: Number(limit) })
    },
  })

  read(app, {
    url: `${base}/count`,
    scope,
    allow: 'signed-in',
    summary: `${declared.name}条数`,
    query: ledgerQuery,
    handle: ({ caller, query }) => ledgerCount(app.db, now(), caller, readFilter(now(), query)),
  })

  read(app, {
    url: `${base}/:id`,
    scope,
    allow: 'signed-in',
    summary: `查看一${declared.unit}${declared.name}`,
    params: withId,
    handle: ({ caller, params }) => recordAnswer(app.db, app.modules, now(), idIn(params.id), caller),
  })

  read(app, {
    url: `${base}/:id/acts`,
    scope,
    allow: 'signed-in',
    summary: '办理记录',
    params: withId,
    handle: async ({ caller, params }) => {
      const module = now()
      await load(app.db, module, idIn(params.id), caller)
      const acts = await actsOf(app.db, params.id)
      const nameOf = await orgNamesOf(
        app.db,
        acts.flatMap((act) => (aboutOrg(act) === null ? [act.org] : [act.org, act.about!])),
      )
      return acts.map(({ by: _by, ...act }) => ({
        ...act,
        byName: actedBy(act),
        label: labelOf(module, act.from ?? act.to, act.verb, act.outcome),
        orgName: nameOf(act.org),
        aboutName: aboutOrg(act) === null ? null : nameOf(act.about!),
        fromLabel: act.from === null ? null : stageLabel(module, act.from),
        toLabel: stageLabel(module, act.to),
      }))
    },
  })

  read(app, {
    url: `${base}/:id/versions/:seq`,
    scope,
    allow: 'signed-in',
    summary: '某一次办理之后的内容，及当时的填报说明',
    params: z.strictObject({ id: z.string(), seq: z.string() }),
    handle: async ({ caller, params }) => {
      const module = now()
      await load(app.db, module, idIn(params.id), caller)
      const acts = (await actsOf(app.db, params.id)).filter((act) => act.seq <= Number(params.seq))
      const last = acts.at(-1)
      if (!last || String(last.seq) !== params.seq) throw notFound()
      return { seq: last.seq, at: last.at, values: fold(module, acts).values, form: await formOfAct(app.db, params.id, last.seq) }
    },
  })

  if (declared.filedBy !== 'opened') {
    write(app, {
      method: 'POST',
      url: base,
      scope,
      allow: { roles: [declared.flow[firstStep(declared)]!.by] },
      summary: `新建${declared.name}（草稿）`,
      action: `${scope}:create`,
      body: z.strictObject({ org: z.string().max(64).optional(), values: unchecked }),
      bodyDocs: z.strictObject({ org: z.string().max(64).optional(), values }),
      handle: async ({ tx, caller, body }) => {
        const module = now()
        const done = await create(
          { tx, actor: caller, now: caller.now, modules: app.modules },
          module,
          seatOf(caller, module, body.org),
          body.values,
        )
        return {
          status: 201,
          body: await recordAnswer(tx, app.modules, module, done.id, caller),
          audit: { action: `${scope}:create`, object: done.id, ...done },
        }
      },
    })
  }

  write(app, {
    method: 'PATCH',
    url: `${base}/:id`,
    scope,
    allow: 'signed-in',
    summary: '暂存',
    action: `${scope}:save`,
    params: withId,
    body: z.strictObject({ version: z.int(), values: unchecked }),
    bodyDocs: z.strictObject({ version: z.int(), values }),
    handle: async ({ tx, caller, params, body }) => {
      const module = now()
      const done = await perform({ tx, actor: caller, now: caller.now, modules: app.modules }, module, idIn(params.id), {
        verb: 'save',
        ...body,
      })
      return {
        body: await recordAnswer(tx, app.modules, module, done.id, caller),
        audit: { action: `${scope}:save`, object: done.id, ...done },
      }
    },
  })

  const reason = z.strictObject({
    code: z.string().max(64),
    words: z.string().max(2000),
    pins: z.array(z.string().max(100)).max(100).default([]),
    only: z.boolean().optional(),
  })
  const verbs = Object.keys(verbNames).filter((verb) => !['open', 'create', 'ask', 'save', 'lapse'].includes(verb)) as Verb[]
  write(app, {
    method: 'POST',
    url: `${base}/:id/acts`,
    scope,
    allow: 'signed-in',
    summary: '办理：提交、通过、驳回、撤回等',
    action: `${scope}:act`,
    params: withId,
    body: z.strictObject({
      verb: z.enum(verbs, { error: '无法识别的操作' }),
      version: z.int(),
      values: unchecked.optional(),
      reason: reason.optional(),
      about: z.string().max(64).optional(),
      outcome: z.string().max(64).optional(),
    }),
    bodyDocs: z.strictObject({
      verb: z.enum(verbs),
      version: z.int(),
      values: values.partial().optional(),
      reason: reason.optional(),
      about: z.string().optional(),
      outcome: z.string().optional(),
    }),
    handle: async ({ tx, caller, params, body }) => {
      const module = now()
      const id = idIn(params.id)
      const deed = {
        verb: body.verb,
        version: body.version,
        reason: (body.reason ?? null) as Reason | null,
        about: body.about ?? null,
        outcome: body.outcome ?? null,
        ...(body.values === undefined ? {} : { values: body.values }),
      }
      const done = await perform({ tx, actor: caller, now: caller.now, modules: app.modules }, module, id, deed)
      const answer =
        body.verb === 'discard' ? { id, module: module.path, stage: 'void' } : await recordAnswer(tx, app.modules, module, id, caller)
      return { body: answer, audit: { action: `${scope}:${body.verb}`, object: id, ...done } }
    },
  })

  check(app, declared)
  similarRoute(app, declared)
  if (declared.identity?.joins) asks(app, declared)
}

/** Asks and their answers are about an organisation, an extension about a day. */
const aboutOrg = ({ verb, about }: Pick<Act, 'verb' | 'about'>) => (['ask', 'admit', 'decline'].includes(verb) ? about : null)

/** 填报体检: the same rules as at submission, before anything is written. A POST because values travel in its body; it changes nothing. */
function check(app: FastifyInstance, declared: Module) {
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/check`,
    scope: declared.path,
    allow: 'signed-in',
    summary: '填报体检',
    action: `${declared.path}:check`,
    body: z.strictObject({ id: z.string().optional(), org: z.string().optional(), values: unchecked }),
    bodyDocs: z.strictObject({ id: z.string().optional(), org: z.string().optional(), values: valuesSchema(declared) }),
    keeps: false,
    handle: async ({ tx, caller, body }) => {
      const module = app.inForce.of(declared)
      const today = dayOf(caller.now)
      const loaded = body.id === undefined ? null : await load(tx, module, idIn(body.id), caller)
      const known = loaded?.subject
      const stage = fillerOf(module, known?.state.stage ?? firstStep(module))
      const open = filledAt(module, stage)
      const standing = { stage, returned: known?.state.returned ?? null, lapses: known?.state.deadline?.lapses ?? null }
      const others = Object.fromEntries(Object.entries(known?.state.values ?? {}).filter(([key]) => !open.includes(key)))
      const values = { ...others, ...askedOf(module, readValues(module, body.values, stage), others) }
      const seat = loaded ? { id: loaded.row.owner, kind: loaded.row.owner_kind } : seatOf(caller, module, body.org)
      const { id: owner, kind: filer } = seat
      const told = known === undefined || writesIdentity(module, known, caller)
      const taken = told ? await existingFor(tx, module, values, owner, known?.id ?? null) : null
      // What a unit has filed already is its own business.
      const alike = orgsOf(caller).includes(owner) ? await alikeHints(tx, module, values, owner, known?.id ?? null) : []
      const same = open.includes(module.title) ? await sameHints(tx, module, caller, values, owner, known?.id ?? null) : []
      return {
        body: {
          problems: problemsOf(module, values, today, stage, filer),
          hints: [...hintsOf(module, values, today, open, await unitsOn(tx, today)), ...alike, ...same],
          taken,
          closed: closedNow(module, standing, 'submit', today)?.message ?? null,
        },
        audit: { action: `${module.path}:check`, object: body.id ?? null },
      }
    },
  })
}

function asks(app: FastifyInstance, declared: Module) {
  const field = declared.identity!.field
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/asks`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `申请加入已有的${declared.name}`,
    action: `${declared.path}:ask`,
    body: z.strictObject({
      key: z.string().max(200),
      words: z.string().trim().min(1, { error: '请写明申请理由' }).max(1000),
      org: z.string().max(64).optional(),
    }),
    handle: async ({ tx, caller, body }) => {
      const module = app.inForce.of(declared)
      const seat = seatOf(caller, module, body.org)
      const done = await ask({ tx, actor: caller, now: caller.now }, module, seat, readValues(module, { [field]: body.key }), body.words)
      const { existing, id, ...stand } = done
      return { status: 201, body: existing, audit: { action: `${module.path}:ask`, object: id, org: seat.id, ...stand } }
    },
  })
}

/**
 * Whether this person now writes the field that a record's identity is read from. Nobody else is told what stands under another one: a reader
 * who may ask for any number would learn of records that are hidden (R-AC-05).
 */
function writesIdentity(module: Module, subject: Subject, caller: Caller): boolean {
  const may = (verb: Verb) => 'post' in mayAct(module, subject, caller, verb)
  const correctable = module.flow[subject.state.stage]?.mayCorrect ?? []
  return may('save') || (may('pass') && module.identity !== undefined && correctable.includes(module.identity.field))
}
