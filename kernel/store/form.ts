import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { canonical } from '../fold.ts'
import type { Field, Fields } from '../field.ts'
import type { Module } from '../module.ts'
import type { DB } from './schema.ts'

/** A declaration as people saw it: words only. An act points to it, so that later wording never rewrites history. */
export function shownForm(module: Module) {
  return {
    name: module.name,
    manual: module.manual,
    scope: module.scope,
    fields: shownFields(module.fields),
    flow: Object.fromEntries(Object.entries(module.flow).map(([key, step]) => [key, step.label])),
    // Days count too: with the form of each act, what the acts add up to can be computed again whatever the office sets later.
    within: Object.fromEntries(Object.entries(module.flow).map(([key, step]) => [key, step.within ?? null])),
  }
}

const digests = new WeakMap<Module, string>()

export function formDigest(module: Module): string {
  const known = digests.get(module)
  if (known) return known
  const digest = createHash('sha256')
    .update(canonical(shownForm(module)))
    .digest('hex')
  digests.set(module, digest)
  return digest
}

/** Keeps every declaration in use; called once at start, before the first act. */
export async function keepForms(db: Kysely<DB>, modules: readonly Module[]): Promise<void> {
  for (const module of modules) {
    await sql`insert into form (digest, module, shown, first_used_at) values (${formDigest(module)}, ${module.path}, ${JSON.stringify(shownForm(module))}::jsonb, now()) on conflict do nothing`.execute(
      db,
    )
  }
}

function shownFields(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, shownField(field)]))
}

function shownField(field: Field) {
  const { label, hint, example, clause, required, options } = field
  return {
    label,
    hint,
    example,
    clause,
    required,
    ...(options.words ? { words: options.words } : {}),
    ...(options.fields ? { fields: shownFields(options.fields) } : {}),
  }
}
