import type { AnyValues, Field, LinkRule } from '#kernel/field.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Link } from '#kernel/fields/link.ts'
import type { Module, Outcome } from '#kernel/module.ts'
import { dayOf } from '#kernel/day.ts'
import { filledIn, outsideNeeds, type Wish } from '#kernel/testing/filled-in.ts'
import { problemsOf } from '#kernel/values.ts'
import { named } from './named.ts'
import { paperFor } from './papers.ts'
import { upload } from './upload.ts'
import type { Player, Players } from './players.ts'

/** A record as the API answers it, as far as a walk needs to know. */
export type Standing = {
  id: string
  owner: string
  stage: string
  version: number
  round: number
  title: string
  /** The deadline, where there is one. */
  due: string | null
  values: AnyValues
  /** Organisations that ask to be added, as far as whoever looks may answer them. */
  asks?: { org: string }[]
  children: { id: string; module: string; owner: string; stage: string }[]
}

/** What is wished of the values at each step that is written. */
export type Wishes = Record<string, Wish>

/** How a walk begins: for which unit, with what in it. */
export type Start = { owner?: string; wishes?: Wishes }

type Ways = {
  /** Supplies attachments; without it each is uploaded once for everybody who needs one of the kind. */
  file?: (who: Player, field: Field) => Promise<HeldFile>
  /** Filings are told apart by numbers after this one: others may have filed before. */
  numbered?: number
  /** A record that a link names is named by others too, where one name may be given twice. Not where time is made to pass. */
  reuses?: boolean
}

/** Brings records to wherever a declaration lets them be, through the API, by the people whom the declaration names. */
export class Walk {
  readonly cast: Players
  readonly #counts = new Map<string, number>()
  readonly #files = new Map<string, Promise<HeldFile>>()
  readonly #linkable = new Map<string, Promise<Link>>()
  readonly #numbered: number
  readonly #reuses: boolean
  readonly #file: (who: Player, field: Field) => Promise<HeldFile>

  constructor(cast: Players, { file, numbered = 0, reuses = false }: Ways = {}) {
    this.cast = cast
    this.#numbered = numbered
    this.#reuses = reuses
    this.#file = file ?? ((who, field) => this.#uploaded(who, field))
  }

  /** A draft, or what another business opened, nobody having written in it. */
  async begin(module: Module, { owner, wishes = {} }: Start = {}): Promise<Standing> {
    if (module.filedBy === 'opened') return this.#opened(module, owner)
    const who = await this.cast.writer(owner ?? this.filers(module)[0]!)
    const first = firstOf(module)
    const values = await this.values(module, first, {}, who, wishes[first])
    return ok(await who.call('POST', `/api/${module.path}`, { body: { values } }), 201)
  }

  /** Units that file a business of their own accord, the usual one first. */
  filers({ filedBy }: Module): string[] {
    if (filedBy === 'opened') return []
    return filedBy.flatMap((filer) => (typeof filer === 'object' ? [filer.fixed] : this.cast.pool[filer]))
  }

  /** Values for a filling step, with files and linked records made for the purpose. */
  async values(module: Module, stage: string, known: AnyValues, who: Player, wish: Wish = {}): Promise<AnyValues> {
    const files = new Map<Field, HeldFile>()
    const records = new Map<Field, Link>()
    const { org } = who.posts[0]!
    for (const { field, want } of outsideNeeds(module, stage)) {
      if (want === 'file') files.set(field, await this.#file(who, field))
      else records.set(field, await this.#named(module, field, want, org))
    }
    const nth = (this.#counts.get(module.path) ?? this.#numbered) + 1
    this.#counts.set(module.path, nth)
    const { orgs, terms, kindOf } = this.cast
    const others = (among: Parameters<typeof orgs>[0]) => orgs(among).filter((each) => each !== org)
    return filledIn(module, stage, known, { today: dayOf(new Date()), nth, filer: kindOf(org), orgs: others, terms, files, records }, wish)
  }

  /** Whoever handles the step a record stands at: who writes there, or somebody with no hand in what was written. */
  async handler(module: Module, record: Standing, stage = record.stage): Promise<Player> {
    const { by, at } = module.flow[stage]!
    const [org] = named(at, record)
    if (org === undefined) throw new Error(`Nobody handles ${stage} of ${module.name}: ${JSON.stringify(at)} names no organisation`)
    return isWritten(module, stage) ? this.cast.writer(org) : this.cast.holder(org, by)
  }

  async act(who: Player, module: Module, record: Standing, deed: { verb: string } & Record<string, unknown>): Promise<Standing> {
    return ok(await who.call('POST', `/api/${module.path}/${record.id}/acts`, { body: { version: record.version, ...deed } }))
  }

  /** One step towards the end: what is written is filled in where it is not yet, and submitted; what is judged is passed, what is decided goes on. */
  async forward(module: Module, record: Standing, wishes: Wishes = {}): Promise<Standing> {
    const who = await this.handler(module, record)
    if (isWritten(module, record.stage)) {
      const wish = wishes[record.stage]
      const complete = this.#isComplete(module, record) && (wish?.holds?.(record.values) ?? wish === undefined)
      const values = complete ? {} : { values: await this.values(module, record.stage, record.values, who, wish) }
      return this.act(who, module, record, { verb: 'submit', ...values })
    }
    const outcome = onwards(module, record.stage)
    return this.act(who, module, record, outcome === null ? { verb: 'pass' } : { verb: 'decide', outcome })
  }

  /** A record brought to a stage, `approved` being the end. */
  async to(module: Module, stage: string, start: Start = {}): Promise<Standing> {
    let record = await this.begin(module, start)
    for (let steps = 0; record.stage !== stage; steps++) {
      if (steps > 30) throw new Error(`${module.name} never comes to ${stage}`)
      record = await this.forward(module, record, start.wishes)
    }
    return record
  }

  /** The record as somebody sees it. */
  async seen(who: Player, module: Module, id: string): Promise<Standing> {
    return ok(await who.call('GET', `/api/${module.path}/${id}`))
  }

  async #opened(module: Module, owner?: string): Promise<Standing> {
    const parent = this.cast.modules.find((each) =>
      Object.values(module.fields).some((field) => field.given && field.kind.name === 'link' && field.options.module === each.path),
    )
    if (!parent?.opens) throw new Error(`Nothing in the collection opens ${module.name}`)
    const { children } = await this.to(parent, 'approved')
    const child = children.find((each) => each.module === module.path && (owner === undefined || each.owner === owner))
    if (!child) throw new Error(`${parent.name} opened no ${module.name}${owner === undefined ? '' : ` for ${owner}`}`)
    return this.seen(await this.cast.writer(child.owner), module, child.id)
  }

  #named(module: Module, field: Field, rule: LinkRule, org: string): Promise<Link> {
    const identity = module.identity && module.fields[module.identity.field]
    if (!this.#reuses || field === identity) return this.#linked(rule, org)
    const key = JSON.stringify([rule, rule.own ? org : null])
    const link = this.#linkable.get(key) ?? this.#linked(rule, org)
    this.#linkable.set(key, link)
    return link
  }

  /** A record that a link may name: walked until the rule of the link is satisfied. */
  async #linked({ module: path, own, where, decided }: LinkRule, org: string): Promise<Link> {
    const module = this.cast.modules.find((each) => each.path === path)!
    const open = where !== null && !module.fields[where.field]!.given
    const wishes = open ? { [stageOf(module, where.field)]: { values: { [where.field]: where.among[0] } } } : {}
    const start = { ...(own ? { owner: org } : {}), wishes }
    const fits = ({ stage, values }: Standing) =>
      (!decided || stage === 'approved') && (where === null || where.among.includes(values[where.field] as string))
    let record = await this.begin(module, start)
    while (!fits(record)) {
      if (record.stage === 'approved') throw new Error(`No ${module.name} was brought to where a link may name it`)
      record = await this.forward(module, record, wishes)
    }
    return { id: record.id, title: record.title }
  }

  #isComplete(module: Module, { stage, values, owner }: Standing) {
    return problemsOf(module, values, dayOf(new Date()), stage, this.cast.kindOf(owner)).length === 0
  }

  #uploaded(who: Player, field: Field): Promise<HeldFile> {
    const { name, bytes } = paperFor(field)
    const key = `${who.id} ${name.slice(name.lastIndexOf('.'))}`
    const known = this.#files.get(key) ?? upload(who.call, { name, bytes })
    this.#files.set(key, known)
    return known
  }
}

export const firstOf = (module: Module) => Object.keys(module.flow)[0]!

/** The step at which a field is written. */
export const stageOf = (module: Module, key: string) =>
  Object.keys(module.flow).find((stage) => module.flow[stage]!.fills?.includes(key)) ?? firstOf(module)

/** Whether a step is written, and not only judged. */
export const isWritten = (module: Module, stage: string) => stage === firstOf(module) || module.flow[stage]?.fills !== undefined

/** The outcome that leads on; null where a step is simply passed. */
export function onwards(module: Module, stage: string): string | null {
  const outcomes = module.flow[stage]?.outcomes
  if (!outcomes) return null
  const steps = Object.keys(module.flow)
  const leadsOn = ({ to, auto, returns }: Outcome) => !auto && !returns && (to === 'approved' || steps.indexOf(to) > steps.indexOf(stage))
  return Object.keys(outcomes).find((name) => leadsOn(outcomes[name]!))!
}

type Answer = { statusCode: number; json: () => unknown; body: string }

/** What a call answers, as long as that is what was to be. */
export function ok<T = Standing>(answer: Answer, status = 200): T {
  if (answer.statusCode !== status) throw new Error(`${answer.statusCode} and not ${status}: ${answer.body}`)
  return answer.json() as T
}
