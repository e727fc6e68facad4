import type { Codes, Names, Reference } from '#kernel/field.ts'
import { wordKey } from '../excel/words.ts'

/**
 * What words mean in the row of a record: where they are those that the record's own content is written in, just what it holds, though it may be retired,
 * renamed or out of reach by now, or something else may be called so. Everything else means what it means to anybody.
 */
export function besideHeld(codes: Codes, held: readonly Reference[], names: Names): Codes {
  const same = (one: string, other: string) => wordKey(one) === wordKey(other)
  const kept = <T>(found: readonly T[], otherwise: () => readonly T[]) => (found.length > 0 ? [...new Set(found)] : otherwise())
  return {
    orgs: (word, kinds) =>
      kept(
        held.flatMap((it) => (it.to === 'org' && same(names.org(it.id), word) ? [it.id] : [])),
        () => codes.orgs(word, kinds),
      ),
    terms: (dictionary, word) =>
      kept(
        held.flatMap((it) =>
          it.to === 'term' && it.dictionary === dictionary && same(names.term(dictionary, it.code), word) ? [it.code] : [],
        ),
        () => codes.terms(dictionary, word),
      ),
    records: (rule, title) => {
      const linked = held.flatMap((it) =>
        it.to === 'record' && JSON.stringify(it.rule) === JSON.stringify(rule) && same(it.title, title) ? [it] : [],
      )
      const each = new Map(linked.map(({ id, title: called }) => [id, { id, title: called }]))
      return kept([...each.values()], () => codes.records(rule, title))
    },
  }
}
