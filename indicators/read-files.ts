import { z } from 'zod'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { faultsOf, schemeShape, type Scheme } from './scheme.ts'
import { score, type Scored } from './score.ts'
import { valuesShape, WrongFigure, type Unit } from './values.ts'
import { WrongFile } from './wrong-file.ts'

/** A scheme from its JSON text. Throws WrongFile. */
export function readScheme(text: string, file: string): Scheme {
  const scheme = shaped(schemeShape, readJson(text, file), inJson(file))
  const [fault] = faultsOf(scheme)
  if (fault) throw new WrongFile(file, fault.at, fault.message)
  return scheme
}

/** Units as a file has them, and a refusal that tells the place in it. */
export type UnitsRead = { units: Unit[]; wrong(path: readonly PropertyKey[], message: string): WrongFile }

/** Units with their figures, from JSON or from CSV. Throws WrongFile. */
export function readUnits(text: string, file: string): UnitsRead {
  if (/^\s*[{[]/u.test(text)) return unitsOf(readJson(text, file), inJson(file))
  const { raw, lines } = readCsv(text, file)
  return unitsOf(raw, inCsv(file, lines))
}

/**
 * Scores the units of a file. A figure of no indicator, or of no part of one, is refused: a misspelt name would leave its indicator without. Throws WrongFile.
 */
export function scoreRead(scheme: Scheme, { units, wrong }: UnitsRead): Scored {
  const known = new Set<string>(scheme.indicators.map(({ id }) => id))
  for (const [index, { values }] of units.entries())
    for (const [id, figure] of Object.entries(values))
      // What has not come may stay away, or be said of what another scheme asks for.
      if (!known.has(id) && figure !== null) throw wrong(['units', index, 'values', id], `指标体系中没有“${id}”这项指标`)
  try {
    return score(scheme, units)
  } catch (error) {
    if (!(error instanceof WrongFigure)) throw error
    const index = units.findIndex(({ id }) => id === error.unit)
    throw wrong(['units', index, 'values', error.indicator], error.message)
  }
}

function unitsOf(raw: unknown, wrong: Wrong): UnitsRead {
  const { units } = shaped(valuesShape, raw, wrong)
  const seen = new Set<string>()
  for (const [index, { id }] of units.entries()) {
    if (seen.has(id)) throw wrong(['units', index, 'id'], `单位“${id}”重复`)
    seen.add(id)
  }
  return { units, wrong }
}

type Wrong = UnitsRead['wrong']

/** `units[3].values.pilots` */
export const inJson =
  (file: string): Wrong =>
  (path, message) =>
    new WrongFile(file, z.core.toDotPath(path), message)

/** 第5行 pilots列 */
const inCsv =
  (file: string, lines: readonly number[]): Wrong =>
  (path, message) => {
    const [, unit, ...rest] = path
    const column = rest.filter((part) => part !== 'values').join('.')
    return new WrongFile(file, typeof unit === 'number' ? `第${lines[unit]}行${column && ` ${column} 列`}` : '', message)
  }

const { localeError } = z.locales.zhCN()

/** What a shape takes of this, or the first fault in Chinese with its place. */
export function shaped<T extends z.ZodType>(shape: T, raw: unknown, wrong: Wrong): z.output<T> {
  const read = shape.safeParse(raw, { error: said })
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  if (issue.code === 'unrecognized_keys') throw wrong([...issue.path, issue.keys[0]!], '没有这一项')
  throw wrong(issue.path, issue.message)
}

const KINDS: Record<string, string> = {
  ...{ string: '文字', number: '数', int: '整数', boolean: ' true 或 false', array: '列表' },
  ...{ object: '一组各有名称的项', record: '一组各有名称的项' },
}

/** The faults that files have most, in words without programming. */
const said: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少这一项' : `应为${KINDS[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.values.length === 1 ? `应为 ${String(issue.values[0])}` : `应为 ${issue.values.map(String).join('、')} 之一`
    case 'too_small':
      return `最少${String(issue.minimum)}${MEASURES[issue.origin] ?? ''}`
    case 'too_big':
      return `最多${String(issue.maximum)}${MEASURES[issue.origin] ?? ''}`
    case 'invalid_key':
      return issue.issues[0]!.message
    default:
      return localeError(issue)
  }
}

const MEASURES: Record<string, string> = { string: '个字', array: '项' }
