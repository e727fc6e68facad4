/** A name of a term and the instant (ISO, UTC) it begins to be called so; null for the first. */
export type Named = { label: string; from: string | null }

/** A term as names are read from it: `labels` is empty while it was never renamed. */
type Term = { code: string; parent: string | null; label: string; labels: readonly Named[] }

/** What a term was called at an instant: what was filed under one name is not rewritten by a later one. */
export function labelAt({ label, labels }: Pick<Term, 'label' | 'labels'>, at: Date): string {
  const instant = at.toISOString()
  return (labels.findLast(({ from }) => from === null || from <= instant) ?? labels[0])?.label ?? label
}

/** Whether a term may be chosen on a day; both days are inclusive. */
export function isOffered({ validFrom, validUntil }: { validFrom: string; validUntil: string | null }, today: string): boolean {
  return validFrom <= today && (validUntil === null || validUntil >= today)
}

type TermWords = (dictionary: string, code: string) => string

/**
 * Words for the codes of several dictionaries at any instant. A term of the second level is read with the one above it. As many sets of words are
 * made as names have begun since, however often they are asked for.
 */
export function wordsOverTime(dictionaries: ReadonlyMap<string, readonly Term[]>): (at: Date) => TermWords {
  const begins = [...dictionaries.values()].flatMap((terms) => terms.flatMap(({ labels }) => labels.flatMap(({ from }) => from ?? [])))
  const turns = [...new Set(begins)].sort()
  const made = new Map<number, TermWords>()
  return (at) => {
    const instant = at.toISOString()
    const turn = turns.filter((begin) => begin <= instant).length
    const known = made.get(turn)
    if (known) return known
    const words = new Map([...dictionaries].map(([dictionary, terms]) => [dictionary, wordsAt(terms, at)]))
    const term: TermWords = (dictionary, code) => words.get(dictionary)?.get(code) ?? code
    made.set(turn, term)
    return term
  }
}

function wordsAt(terms: readonly Term[], at: Date): Map<string, string> {
  const labels = new Map(terms.map((term) => [term.code, labelAt(term, at)]))
  return new Map(
    terms.map(({ code, parent }) => {
      const above = parent === null ? undefined : labels.get(parent)
      return [code, above === undefined ? labels.get(code)! : `${above} / ${labels.get(code)!}`]
    }),
  )
}
