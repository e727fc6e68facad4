import { validate } from 'uuid'
import { invalid } from '../refusal.ts'

/** Where a page ends, as the next one is asked for: opaque to whoever carries it. */
export const cursorOf = (...parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

/**
 * Reads a cursor back, each part as `shape` says it is. Cursors come from outside like everything else: one that nobody issued is a refusal,
 * whatever the database would make of it.
 */
export function readCursor<const S extends readonly Part[]>(text: string, ...shape: S): { [K in keyof S]: string } {
  const parts = parsed(text)
  if (parts.length === shape.length && shape.every((fits, at) => fits(parts[at]))) return parts as unknown as { [K in keyof S]: string }
  throw invalid([{ field: 'after', message: '翻页位置无效，请回到第一页' }], 'BAD_CURSOR')
}

type Part = (part: unknown) => boolean

export const anId: Part = (part) => typeof part === 'string' && validate(part)

export const aText: Part = (part) => typeof part === 'string' && !part.includes('\0')

/** 'YYYY-MM-DD HH:MM:SS.ffffff', UTC. */
export const aMoment: Part = (part) =>
  typeof part === 'string' &&
  /^[12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/.test(part) &&
  new Date(`${part.slice(0, 23).replace(' ', 'T')}Z`).toJSON()?.slice(0, 23) === part.slice(0, 23).replace(' ', 'T')

/** A number that a row is counted by. */
export const aCount: Part = (part) => typeof part === 'string' && /^\d{1,18}$/.test(part)

function parsed(text: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}
