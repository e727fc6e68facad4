import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { dictionariesIn, RETURN_REASONS, type Dictionary } from '#kernel/dictionaries.ts'
import { canonical } from '#kernel/fold.ts'
import { invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { isReasonFor, reasonKinds, type ReasonDetail } from '#kernel/reason-fields.ts'
import { digestOf } from '#kernel/store/project.ts'
import { fieldsOf } from '#kernel/tuned.ts'
import type { Caller } from '../identity/identify.ts'
import { day, oneLine, version } from '../http/texts.ts'
import { read, write, type Done } from '../http/route.ts'
import { added, changed, type Term } from './dictionary-edits.ts'
import { dictionaryOf, keepDictionary } from './dictionary.ts'
import { officeOnly, officeSeat, requireOffice } from './seat.ts'
import { note, typedTextOrNone } from './texts.ts'
import { versionsOf } from './versions.ts'

const scope = 'office'
const allow = officeOnly
const code = z.string().max(64)
const params = z.strictObject({ dictionary: z.string().max(64) })

const validFrom = day('启用日期').optional()
const validUntil = day('停用日期').nullable().optional()
/** What a reason for returning says beside its name: suggested words, the businesses and fields it is about, the sentence it rests on. */
const reason = z.strictObject({
  words: typedTextOrNone('建议用语', 500),
  clause: typedTextOrNone('依据条款', 100),
  modules: z.array(z.string().max(100)).max(100),
  fields: z.array(z.string().max(100)).max(50),
})

/** 字典维护: terms are added, renamed from a day on, ordered and retired by the office. Nothing that a record names is ever deleted. */
export function dictionaryRoutes(app: FastifyInstance) {
  const known = (name: string): Dictionary => {
    const found = dictionariesIn(app.modules).find(({ dictionary }) => dictionary === name)
    if (!found) throw notFound()
    return found
  }

  read(app, {
    url: '/api/office/dictionaries',
    scope,
    allow,
    summary: '字典目录',
    handle: async ({ caller }) => {
      requireOffice(caller)
      return dictionariesIn(app.modules)
    },
  })

  read(app, {
    url: '/api/office/dictionaries/:dictionary',
    scope,
    allow,
    summary: '字典（维护）',
    params,
    handle: async ({ caller, params: { dictionary } }) => {
      requireOffice(caller)
      return { ...known(dictionary), ...(await dictionaryOf(app.db, dictionary)) }
    },
  })

  read(app, {
    url: '/api/office/dictionaries/:dictionary/versions',
    scope,
    allow,
    summary: '字典的修改记录',
    params,
    query: z.strictObject({ before: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    handle: ({ caller, params: { dictionary }, query }) => {
      requireOffice(caller)
      return versionsOf<Term[]>(app.db, `dictionary ${known(dictionary).dictionary}`, query.before ?? null)
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/dictionaries/:dictionary/terms',
    scope,
    allow,
    summary: '新增字典选项',
    action: 'dictionary:add',
    params,
    body: z.strictObject({
      version,
      note,
      parent: code.nullable(),
      label: oneLine('名称', 60),
      validFrom,
      validUntil,
      reason: reason.optional(),
    }),
    handle: async ({ tx, caller, params: { dictionary }, body }) => {
      const { levels } = known(dictionary)
      const made = [body.parent, randomBytes(5).toString('hex')].filter(Boolean).join('.')
      return edit(tx, caller, dictionary, body, 'dictionary:add', made, (terms) =>
        added(terms, made, { ...body, detail: detailOf(dictionary, body.reason) ?? {} }, caller.now, levels),
      )
    },
  })

  write(app, {
    method: 'PATCH',
    url: '/api/office/dictionaries/:dictionary/terms/:code',
    scope,
    allow,
    summary: '更名、排序、停用或恢复字典选项',
    action: 'dictionary:change',
    params: params.extend({ code }),
    body: z.strictObject({
      version,
      note,
      rename: z.strictObject({ label: oneLine('名称', 60), from: day('新名称的启用日期') }).optional(),
      validFrom,
      validUntil,
      before: code.nullable().optional(),
      reason: reason.optional(),
    }),
    handle: async ({ tx, caller, params: { dictionary, code: at }, body }) => {
      known(dictionary)
      return edit(tx, caller, dictionary, body, 'dictionary:change', at, (terms) =>
        changed(terms, at, { ...body, detail: detailOf(dictionary, body.reason) }, caller.now),
      )
    },
  })

  function detailOf(dictionary: string, given: ReasonDetail | undefined): ReasonDetail | undefined {
    if (given === undefined) return undefined
    if (dictionary !== RETURN_REASONS) throw invalid([{ field: 'reason', message: '只有驳回原因可以设置建议用语、适用业务和所指填报项' }])
    const unknown = given.modules.filter((path) => !app.modules.some((module) => module.path === path))
    if (unknown.length > 0) throw invalid([{ field: 'reason.modules', message: `没有“${unknown.join('、')}”这项业务` }])
    const held = app.modules.filter((module) => isReasonFor(module, given))
    const fields = new Set([...Object.keys(reasonKinds), ...held.flatMap((module) => fieldsOf(module.fields).map(([place]) => place))])
    const strange = given.fields.filter((field) => !fields.has(field))
    const where = given.modules.length === 0 ? '' : '所选业务'
    if (strange.length > 0) throw invalid([{ field: 'reason.fields', message: `${where}没有“${strange.join('、')}”这个填报项` }])
    return { ...given, modules: [...new Set(given.modules)], fields: [...new Set(given.fields)] }
  }
}

async function edit(
  tx: Transaction<DB>,
  caller: Caller,
  dictionary: string,
  { version: base, note: why }: { version: number; note?: string | undefined },
  action: string,
  term: string,
  change: (terms: readonly Term[]) => Term[],
): Promise<Done> {
  const org = await officeSeat(tx, caller)
  const { terms: before } = await dictionaryOf(tx, dictionary)
  const after = change(before)
  if (canonical(before) === canonical(after)) throw invalid([{ message: '没有改动，无需保存。' }], 'NOTHING_CHANGED')
  const next = await keepDictionary(tx, caller, { dictionary, base, before, after, note: why || null })
  return {
    status: action === 'dictionary:add' ? 201 : 200,
    body: { version: next, terms: after },
    audit: { action, object: dictionary, org, before: digestOf(before), after: digestOf(after), facts: { version: next, term } },
  }
}
