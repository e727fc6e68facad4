import { WrongFile } from './wrong-file.ts'

/** Deeper than any file of ours, shallow enough for the stack. */
const DEPTH = 50

const SPACE = /[ \t\r\n]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS = { true: true, false: false, null: null } as const

/**
 * JSON as the standard has it, read more strictly than `JSON.parse` reads it: a name that stands twice in an object is refused, for one of the two would be lost;
 * a number that a float does not hold is kept as the decimal that was written; and a fault has its line and column. Throws WrongFile.
 */
export function readJson(text: string, file: string): unknown {
  let at = 0
  const wrong = (message: string, where = at) => {
    const before = text.slice(0, where).split('\n')
    return new WrongFile(file, `第${before.length}行第${before.at(-1)!.length + 1}列`, message)
  }
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const next = () => {
    skip(SPACE)
    return text[at]
  }
  const expected = (what: string) => wrong(at >= text.length ? '不是正确的 JSON：内容不完整' : `不是正确的 JSON：此处应为${what}`)

  const value = (depth: number): unknown => {
    if (depth > DEPTH) throw wrong('层次太多')
    const first = next()
    if (first === '{') return object(depth)
    if (first === '[') return list(depth)
    if (first === '"') return string()
    for (const [word, meant] of Object.entries(WORDS))
      if (text.startsWith(word, at)) {
        at += word.length
        return meant
      }
    const number = skip(NUMBER)
    if (number === '') throw expected('一个值')
    return asWritten(number)
  }

  const object = (depth: number) => {
    const found: Record<string, unknown> = {}
    inside('}', () => {
      if (next() !== '"') throw expected('带引号的名称')
      const where = at
      const name = string()
      if (name === '__proto__') throw wrong('名称不能用“__proto__”', where)
      if (Object.hasOwn(found, name)) throw wrong(`“${name}”重复`, where)
      if (next() !== ':') throw expected('冒号')
      at++
      found[name] = value(depth + 1)
    })
    return found
  }

  const list = (depth: number) => {
    const found: unknown[] = []
    inside(']', () => found.push(value(depth + 1)))
    return found
  }

  const inside = (end: string, one: () => void) => {
    at++
    if (next() === end) {
      at++
      return
    }
    for (;;) {
      one()
      const after = next()
      if (after !== ',' && after !== end) throw expected(`逗号或 ${end}`)
      at++
      if (after === end) return
    }
  }

  const string = (): string => {
    let end = at
    do end = text.indexOf('"', end + 1)
    while (end !== -1 && isEscaped(text, end))
    if (end === -1) throw wrong('不是正确的 JSON：引号没有成对')
    const token = text.slice(at, end + 1)
    try {
      const found = JSON.parse(token) as string
      at = end + 1
      return found
    } catch {
      throw wrong('不是正确的 JSON：文字中有不能直接书写的字符')
    }
  }

  const whole = value(0)
  if (next() !== undefined) throw wrong('不是正确的 JSON：此处之后还有内容')
  return whole
}

/** Behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}

/** What a float does not hold, or writes with an exponent, is kept as a decimal in text. */
function asWritten(source: string): number | string {
  const held = Number(source)
  if (/e/iu.test(source) || /e/iu.test(String(held)) || source.replaceAll(/\D/gu, '').length > 15) return plain(source)
  return held
}

/** 1.5e-7 as 0.00000015. What is longer than any measure stays as it is, and is refused. */
function plain(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e')
  if (Math.abs(Number(exponent)) > 30) return source
  const [whole = '', rest = ''] = mantissa.replace('-', '').split('.')
  const places = rest.length - Number(exponent)
  const digits = (whole + rest).padStart(places + 1, '0') + '0'.repeat(Math.max(0, -places))
  const text = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits
  return mantissa.startsWith('-') ? `-${text}` : text
}
