import { setImmediate } from 'node:timers/promises'
import { dayOf } from '#kernel/day.ts'
import type { Codes } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { pointedAt } from '#kernel/pointed-at.ts'
import { alikeHint, alikeKey, filedAlike } from '#kernel/store/alike.ts'
import { settleAll } from '#kernel/store/references.ts'
import { firstStep } from '#kernel/steps.ts'
import { closedNow } from '#kernel/window.ts'
import type { Work } from '../jobs/work.ts'
import { isBad, type Found, type Row } from './found.ts'
import type { Group } from './group-lines.ts'
import { besideHeld } from './held-words.ts'
import { readNumber } from '../excel/record-number.ts'
import { namesOf, type TimedNames } from '../records/names.ts'
import { groundOf, notNow, recordsNamed, type Named } from './on-desk.ts'
import { badKey, rowKey } from './row-key.ts'
import type { Seat } from './seat.ts'
import type { SheetHead } from './sheet-head.ts'
import { understand, type Ground } from './understand.ts'

const AT_ONCE = 100

/**
 * Every record of a sheet as it is understood, with everything that is wrong with it but what it repeats; and why none may be submitted today, where the
 * office has closed the business. Others get their turn in between.
 */
export async function checkRows(
  work: Work,
  seat: Seat,
  head: SheetHead,
  groups: readonly Group[],
  codes: Codes,
): Promise<{ rows: Row[]; closed: string | null }> {
  const subjects = await recordsNamed(work.db, seat.module, recordsIn(head, groups), seat.actor)
  const words = { codes, names: await namesOf(work.db) }
  const rows: Row[] = []
  const met = new Set<string>()
  let closed: string | null = null
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    await work.tell('check', from, groups.length)
    await setImmediate()
    const some = groups.slice(from, from + AT_ONCE).map((group) => checkRow(seat, head, group, words, subjects))
    await settle(work, seat, some, subjects)
    await sayAlike(work, seat, some, met)
    for (const { record } of some) closed ??= closedFor(seat, record && subjects.get(record.id))
    for (const row of some)
      row.key = isBad(row) && !seat.module.identity?.key(row.values) ? badKey(row.line) : rowKey(seat.module, row.values)
    rows.push(...some)
  }
  await work.tell('check', groups.length, groups.length)
  return { rows, closed }
}

function closedFor({ module, now }: Seat, subject: Named | null | undefined): string | null {
  const standing = subject
    ? { ...subject.state, lapses: subject.state.deadline?.lapses ?? null }
    : { stage: firstStep(module), returned: null, lapses: null }
  return closedNow(module, standing, 'submit', dayOf(now))?.message ?? null
}

/** Warns, as a form does, where the unit has filed the same thing already or the sheet has it further up. */
async function sayAlike({ db }: Work, { module, org }: Seat, rows: readonly Row[], met: Set<string>) {
  const keyed = rows.flatMap((row) => (row.record === null ? [{ row, key: alikeKey(module, row.values) }] : []))
  const keys = keyed.flatMap(({ key }) => key ?? [])
  const filed = await filedAlike(db, module, keys, org)
  for (const { row, key } of keyed) {
    if (key === null) continue
    const { field, message, clause } = alikeHint(module)
    if (filed.has(key) || met.has(key)) row.found.push({ level: 'hint', line: row.line - 1, at: null, key: field, message, clause })
    met.add(key)
  }
}

type Words = { codes: Codes; names: TimedNames }

function checkRow(seat: Seat, head: SheetHead, group: Group, words: Words, subjects: ReadonlyMap<string, Named>): Row {
  const { module } = seat
  const first = group.lines[0]!
  const typed = numberIn(head, group)
  const record = typed === null ? null : readNumber(typed)
  const subject = record ? subjects.get(record.id) : undefined
  const ground = subject && module.flow[subject.state.stage] ? groundOf(module, subject, head) : beginning(seat)
  const codes = subject ? codesBeside(words, module, subject) : words.codes
  const { values, found } = understand(module, head, group, codes, dayOf(seat.now), ground, seat.units)
  const whole = (message: string, at: number | null = null): Found => ({ level: 'error', line: first.line, at, key: null, message })
  if (typed !== null && record === null) found.push(whole('“记录编号”不是系统给出的编号，请重新下载待填报表', head.record))
  else if (record !== null) {
    const fault = notNow(module, subject, record.version, seat.actor)
    if (fault !== null) found.push(whole(fault, head.record))
  } else if (!seat.mayCreate) found.push(whole(cannotCreate(module), null))
  const owner = head.owner === null ? null : first.cells[head.owner]
  if (record === null && owner && !codes.orgs(owner.text, null).includes(seat.org))
    found.push(whole(`填报单位是“${owner.text.slice(0, 30)}”，只能为本单位导入`, head.owner))
  return { line: first.line + 1, values, found, twin: null, key: '', record }
}

function codesBeside({ codes, names }: Words, module: Module, { state, filedAt }: Named): Codes {
  const held = pointedAt(module, state.values).map(({ reference }) => reference)
  return besideHeld(codes, held, names.at(filedAt))
}

const beginning = ({ module, kind }: Seat): Ground => ({
  stage: firstStep(module),
  filer: kind ?? 'district',
  others: {},
  kept: (said) => ({ values: said, fault: null }),
})

const cannotCreate = ({ name, filedBy }: Module) =>
  filedBy === 'opened' ? `${name}由上一环节下达，不能在表中新增，请下载待填报表填写` : `您的岗位不能新建${name}，只能填报待办中的事项`

const numberIn = (head: SheetHead, { lines }: Group): string | null =>
  head.record === null ? null : (lines[0]!.cells[head.record]?.text ?? null)

/** The records that a sheet reports on. */
export const recordsIn = (head: SheetHead, groups: readonly Group[]): string[] =>
  groups.flatMap((group) => readNumber(numberIn(head, group) ?? '')?.id ?? [])

/** What values point at is looked up for all new rows together, and for reports each with what its record holds. */
async function settle({ db }: Work, { module, actor, org, now }: Seat, rows: readonly Row[], subjects: ReadonlyMap<string, Named>) {
  const fresh = rows.filter(({ record }) => record === null)
  const reports = rows.flatMap((row) => {
    const subject = row.record && subjects.get(row.record.id)
    return subject ? [{ some: [row], record: subject.id, already: subject.state.values }] : []
  })
  const lots = [...(fresh.length > 0 ? [{ some: fresh, record: null, already: {} }] : []), ...reports]
  const judged = await db.transaction().execute(async (tx) => {
    const each = []
    for (const { some, ...held } of lots) {
      const given = some.map(({ values }) => values)
      each.push({ some, settled: await settleAll(tx, module, given, { ...held, actor, org, today: dayOf(now) }) })
    }
    return each
  })
  for (const { some, settled } of judged) {
    for (const [at, { values, problems }] of settled.entries()) {
      const row = some[at]!
      row.values = values
      row.found.push(
        ...problems.map(({ field, message }): Found => ({ level: 'error', line: row.line - 1, at: null, key: field ?? null, message })),
      )
    }
  }
}
