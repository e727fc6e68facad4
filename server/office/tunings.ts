import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { canonical } from '#kernel/fold.ts'
import { hintsIn } from '#kernel/hints.ts'
import type { Module } from '#kernel/module.ts'
import { invalid, type Problem } from '#kernel/refusal.ts'
import { keepForms } from '#kernel/store/form.ts'
import { digestOf } from '#kernel/store/project.ts'
import { AS_DECLARED, fieldsOf, trimmed, tuned, type Tuning } from '#kernel/tuned.ts'
import { day, typedText, version } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import { tellNews } from '../live/news.ts'
import { officeOnly, officeSeat, requireOffice } from './seat.ts'
import { note, typedTextOrNone } from './texts.ts'
import { keepVersion, latestOf, versionsOf } from './versions.ts'

const MOST_DAYS = 730

const days = z
  .int({ error: '办理时限应为整数天' })
  .min(1, { error: '办理时限不少于 1 天' })
  .max(MOST_DAYS, { error: `办理时限不多于 ${MOST_DAYS} 天` })

const tuningShape = z.strictObject({
  scope: typedText('填报范围', 1000).nullable(),
  fields: z.record(
    z.string().max(100),
    z.strictObject({ hint: typedTextOrNone('填写说明', 1000).optional(), example: typedTextOrNone('范例', 2000).optional() }),
  ),
  off: z.array(z.string().max(100)).max(100),
  within: z.record(z.string().max(100), days.nullable()),
  window: z.strictObject({ from: day('开始日期').nullable(), to: day('截止日期').nullable() }).nullable(),
})

/** 业务设置: what the office changes in each business without a release. Everybody reads what is in force, for the form shows it anyway. */
export function tuningRoutes(app: FastifyInstance, declared: readonly Module[]) {
  read(app, {
    url: '/api/tunings',
    scope: 'names',
    allow: 'signed-in',
    summary: '各业务现行设置（未列出的与系统发布时一致）',
    answer: z.array(z.object({ module: z.string(), version: z.int(), tuning: tuningShape })),
    handle: () => app.inForce.tunings(),
  })
  for (const module of declared) oneModule(app, module)
}

function oneModule(app: FastifyInstance, module: Module) {
  const subject = `module ${module.path}` as const

  read(app, {
    url: `/api/${module.path}/tuning/versions`,
    scope: 'office',
    allow: officeOnly,
    summary: `${module.name}设置的修改记录`,
    query: z.strictObject({ before: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    handle: ({ caller, query }) => {
      requireOffice(caller)
      return versionsOf<Tuning>(app.db, subject, query.before ?? null)
    },
  })

  write(app, {
    method: 'PUT',
    url: `/api/${module.path}/tuning`,
    scope: 'office',
    allow: officeOnly,
    summary: `修改${module.name}的设置`,
    action: `${module.path}:tune`,
    body: z.strictObject({ version, note, tuning: tuningShape }),
    handle: async ({ tx, caller, body }) => {
      const org = await officeSeat(tx, caller)
      const before = (await latestOf<Tuning>(tx, subject)).content ?? AS_DECLARED
      const after = trimmed(module, knownIn(module, body.tuning))
      const changed = changedIn(before, after)
      if (changed.length === 0) throw invalid([{ message: '没有改动，无需保存。' }], 'NOTHING_CHANGED')
      const next = await keepVersion(tx, caller, { subject, base: body.version, content: after, note: body.note || null })
      await keepForms(tx, [tuned(module, after)])
      await tellNews(tx, 'tunings', caller.now)
      return {
        body: { module: module.path, version: next, tuning: after },
        audit: {
          action: `${module.path}:tune`,
          object: module.path,
          org,
          before: digestOf(before),
          after: digestOf(after),
          facts: { version: next, changed },
        },
      }
    },
  })
}

/** The tuning as it came, once everything it names is in the declaration and its days are in order. */
function knownIn(module: Module, tuning: z.output<typeof tuningShape>): Tuning {
  const fields = new Set(fieldsOf(module.fields).map(([at]) => at))
  const hints = new Set(hintsIn(module).map(([name]) => name))
  const { window } = tuning
  const problems: Problem[] = [
    ...unknown(tuning.fields, (at) => fields.has(at)).map((at) => ({ field: `fields.${at}`, message: `没有“${at}”这个填报项` })),
    ...unknown(tuning.within, (step) => Object.hasOwn(module.flow, step)).map((step) => ({
      field: `within.${step}`,
      message: `没有“${step}”这个环节`,
    })),
    ...tuning.off.filter((name) => !hints.has(name)).map((name) => ({ field: 'off', message: `没有“${name}”这项体检` })),
    ...(window?.from && window.to && window.to < window.from ? [{ field: 'window', message: '截止日期不能早于开始日期' }] : []),
  ]
  if (problems.length > 0) throw invalid(problems)
  return tuning
}

const unknown = (record: object, knows: (key: string) => boolean) => Object.keys(record).filter((key) => !knows(key))

/** Which of its parts differ, e.g. `scope`, `fields.title`, `within.review`. */
function changedIn(before: Tuning, after: Tuning): string[] {
  const parts = (tuning: Tuning): Map<string, unknown> =>
    new Map<string, unknown>([
      ['scope', tuning.scope],
      ['window', tuning.window],
      ['off', tuning.off],
      ...Object.entries(tuning.fields).map(([at, words]): [string, unknown] => [`fields.${at}`, words]),
      ...Object.entries(tuning.within).map(([step, count]): [string, unknown] => [`within.${step}`, count]),
    ])
  const [was, is] = [parts(before), parts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => canonical(was.get(key)) !== canonical(is.get(key)))
}
