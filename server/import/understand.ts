import type { AnyValues, Codes } from '#kernel/field.ts'
import type { Module, Units } from '#kernel/module.ts'
import type { OrgKind } from '#kernel/org.ts'
import { Refusal, type Problem } from '#kernel/refusal.ts'
import { valuesOf, type Said } from '#kernel/sheet/values.ts'
import { filledAt } from '#kernel/steps.ts'
import { hintsOf, isAsked, problemsOf, readValues } from '#kernel/values.ts'
import { asTyped } from '../excel/inert.ts'
import type { Found } from './found.ts'
import type { Group } from './group-lines.ts'
import type { SheetHead } from './sheet-head.ts'

/** What the values of a record begin with where it is there already: those of other steps, and of this one what a sheet cannot say. */
export type Ground = {
  stage: string
  /** Whose record it is: rules may ask. */
  filer: OrgKind
  others: AnyValues
  kept: (said: AnyValues) => { values: AnyValues; fault: string | null }
}

export type Understood = { values: AnyValues; found: Found[] }

/**
 * Reads one record of a sheet by the same rules as a form's: every cell that cannot be taken is named with its place and left out, so that all that is
 * wrong is said at once. Answers the values of the step alone.
 */
export function understand(
  module: Module,
  head: SheetHead,
  group: Group,
  codes: Codes,
  today: string,
  ground: Ground,
  units?: Units,
): Understood {
  const open = new Set(filledAt(module, ground.stage))
  const mine = head.columns.filter(({ column }) => open.has(column.key))
  const found: Found[] = []
  const cells = group.lines.map((line, nth) =>
    mine.map(({ column, at }) => {
      // A record's own cells may be merged over the lines of its rows, and are meant to.
      if (line.covered?.includes(at) && (nth === 0 || column.part !== null))
        found.push({ level: 'error', line: line.line, at, key: column.key, message: `《${column.label}》${COVERED}` })
      const cell = line.cells[at] ?? null
      if (cell?.fault === undefined) return cell && { ...cell, text: asTyped(cell.text) }
      found.push({ level: 'error', line: line.line, at, key: column.key, typed: cell.text, message: `《${column.label}》${cell.fault}` })
      return null
    }),
  )
  const said = valuesOf(
    mine.map(({ column }) => column),
    cells,
    codes,
  )
  const place = placer(head, group, said)
  for (const { column, line, typed, message } of said.faults)
    found.push({
      level: 'error',
      line: group.lines[line]!.line,
      at: mine.find((each) => each.column === column)!.at,
      key: column.key,
      typed,
      message,
    })
  // A cell that means nothing leaves a gap, which is not said once more.
  const gaps = new Set(found.map(({ line, at }) => `${line},${at}`))
  const read = taken(module, ground.stage, said.values, (problem) => {
    const placed = place(problem)
    if (!gaps.has(`${placed.line},${placed.at}`)) found.push({ level: 'error', ...placed })
  })
  const kept = ground.kept(read)
  if (kept.fault !== null) found.push({ level: 'error', line: group.lines[0]!.line, at: null, key: null, message: kept.fault })
  const values = asked(module, ground, kept.values, (problem) => found.push({ level: 'hint', ...place(problem) }))
  const all = { ...ground.others, ...values }
  const broken = new Set(found.flatMap(({ level, key }) => (level === 'error' && key !== null ? [key] : [])))
  const lacks = problemsOf(module, all, today, ground.stage, ground.filer).filter(({ field }) => !broken.has(String(field).split('.')[0]!))
  found.push(...lacks.map((problem): Found => ({ level: 'lack', ...place(problem) })))
  found.push(...hintsOf(module, all, today, [...open], units).map((hint): Found => ({ level: 'hint', ...place(hint) })))
  if (group.lines.some(({ hidden }) => hidden)) found.push(hiddenLine(group))
  return { values, found }
}

/** Takes what the form's own reading takes; what it refuses is handed on with its place, and the rest is read again without it. */
function taken(module: Module, stage: string, raw: AnyValues, refuse: (problem: Problem) => void): AnyValues {
  const left: AnyValues = structuredClone(raw)
  const said = new Set<string | undefined>()
  for (;;) {
    try {
      return readValues(module, left, stage)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const problems = error.detail.problems ?? [{ message: error.message, ...(error.detail.field ? { field: error.detail.field } : {}) }]
      // What is left of an entry without the part that was refused may be refused for that once more.
      for (const problem of problems) if (!said.has(problem.field)) refuse(problem)
      for (const { field } of problems) said.add(field)
      if (!problems.map((problem) => without(left, problem.field)).some(Boolean)) return {}
    }
  }
}

/** Takes out what a problem is about: a part of a row alone where it names one. */
function without(values: AnyValues, field: string | undefined): boolean {
  const [key = '', row, part] = (field ?? '').split('.')
  if (!Object.hasOwn(values, key)) return false
  if (row !== undefined && part !== undefined && values[key][row]?.[part] !== undefined) delete values[key][row][part]
  else delete values[key]
  return true
}

function asked(module: Module, ground: Ground, values: AnyValues, tell: (problem: Problem) => void): AnyValues {
  const all = { ...ground.others, ...values }
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => {
      const wanted = isAsked(module, key, all)
      if (!wanted) tell({ field: key, message: `《${module.fields[key]!.label}》在此情况下不用填写，不会导入` })
      return wanted
    }),
  )
}

const COVERED = '是合并单元格的一部分，请取消合并后逐行填写'

type Placed = Pick<Found, 'line' | 'at' | 'key' | 'typed' | 'message' | 'clause'>

/** Where in the sheet a problem of the values lies: in the cell it was read from, in the field's column, or in the row as a whole. */
function placer(head: SheetHead, group: Group, said: Said): (problem: Problem) => Placed {
  return ({ field, message, clause }) => {
    const [key = '', row, part] = (field ?? '').split('.')
    const from = said.places.get(field ?? '') ?? said.places.get(key)
    const column =
      from?.column ?? head.columns.find((each) => each.column.key === key && each.column.part === (part ?? each.column.part))?.column
    const line = group.lines[from?.line ?? Math.min(Number(row ?? 0), group.lines.length - 1)] ?? group.lines[0]!
    const at = head.columns.find((each) => each.column === column)?.at ?? null
    const typed = at === null ? undefined : line.cells[at]?.text
    return {
      line: line.line,
      at,
      key: key === '' ? null : key,
      message,
      ...(clause ? { clause } : {}),
      ...(typed === undefined ? {} : { typed: typed.slice(0, 200) }),
    }
  }
}

const hiddenLine = ({ lines }: Group): Found => ({
  level: 'error',
  line: lines.find(({ hidden }) => hidden)!.line,
  at: null,
  key: null,
  message: '这一行在表中是隐藏的（或被筛选掉了），请取消隐藏或筛选后重新上传',
})
