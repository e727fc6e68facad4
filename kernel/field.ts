import type { ZodType } from 'zod'
import type { OrgKind } from './org.ts'

/** How codes become words: organisation ids, dictionary terms. The server and the browser each bring their own. */
export type Names = { org(id: string): string; term(dictionary: string, code: string): string }

/** What a value points at and what it may be, so that the server can check that it exists and may be used. */
export type Reference =
  | { to: 'org'; id: string; kinds: readonly OrgKind[] | null }
  | { to: 'term'; dictionary: string; code: string; levels: 1 | 2 }
  | { to: 'file'; id: string; accept: readonly string[] | null }
  | { to: 'record'; id: string; title: string; rule: LinkRule }

/**
 * Which records a link may name: of one business, of the same unit only where `own`, `decided` ones, and those with one of these words in a field
 * (of what was decided, where that is asked for). Writing is refused by it, and the database lets nothing become approved against it.
 */
export type LinkRule = { module: string; own: boolean; decided: boolean; where: { field: string; among: readonly string[] } | null }

export type Problem = { field: string; message: string }

/** A cell of a workbook: its text, and what else the workbook knows of it. `counted` is the day a plain number would be, counted as the workbook counts. */
export type Cell = { text: string; number?: number; day?: string; counted?: string }

/** How words become codes: everything a word may mean, so that none is a mistake and several are a question. */
export type Codes = {
  orgs(word: string, kinds: readonly OrgKind[] | null): readonly string[]
  terms(dictionary: string, word: string): readonly string[]
  records(rule: LinkRule, title: string): readonly { id: string; title: string }[]
}

/** What may be chosen on a day, in words, for the lists of a template. */
export type Offers = {
  today: string
  orgs(kinds: readonly OrgKind[] | null): readonly string[]
  terms(dictionary: string): readonly string[]
  records(rule: LinkRule): readonly string[]
}

/** How a kind stands in a workbook. Without it a cell holds the text of the value, both ways. */
export type SheetForm<V = any> = {
  /** What a cell means, for `schema` to judge; a fault completes the sentence “《label》……”. */
  read?(cell: Cell, field: Field<V>, codes: Codes): { value: unknown } | { fault: string }
  /** What the list in a template offers; `several` when a cell may hold more than one of it. */
  offers?(field: Field<V>, offers: Offers): readonly string[]
  several?: true
  /** What one of several entries consists of, where a value is a list of those: columns of their own, and a line for each entry. */
  parts?(field: Field<V>): Fields
  /** Written by an export and never read: what it stands for lies elsewhere. */
  writtenOnly?: true
}

/**
 * A kind of field: one plain value here, one look of the same name in `web/fields/`.
 * Everything that a form, a ledger, a search, an Excel sheet or the API needs to know of the kind is asked of it.
 */
export type FieldKind<V = any> = {
  name: string
  /** Shape of a given value. Messages are Chinese and complete the sentence “《label》……”. */
  schema(field: Field<V>): ZodType<V>
  isBlank(value: V): boolean
  toText(value: V, field: Field<V>, names: Names): string
  /** Short comparable texts the ledger filters and sorts by. */
  facets?(value: V): string[]
  filter?: 'one-of' | 'range'
  /** How an end of a range is read into what facets are compared with, null for what is none, and what one looks like. */
  rangeEnd?: { like: string; read(typed: string): string | null }
  sortable?: boolean
  /** What the row of a ledger carries in place of a value that may be long: how many there are, or the first so many characters. */
  brief?: 'count' | { first: number }
  /** Text that a search looks into. */
  search?(value: V): string
  references?(value: V, field: Field<V>): Reference[]
  /** Blank parts inside a composed value, when it is to be submitted. */
  missing?(value: V, field: Field<V>): Problem[]
  sheet?: SheetForm<V>
  /** All texts inside, for the check of classification marks and hidden characters. */
  texts?(value: V): string[]
}

export type Field<V = any> = {
  kind: FieldKind<Exclude<V, undefined>>
  label: string
  /** 填写说明: stands beside the field, in the Excel template and beside the answer at review. */
  hint?: string
  /** 范例, good ones. */
  example?: string
  /** Sentence of the manual the field rests on. */
  clause?: string
  required: boolean
  /** Set by the system when the record is opened; nobody types it. */
  given?: boolean
  /** Kind-specific options, read by the kind and its look only. */
  options: Record<string, any>
}

export type Fields = Record<string, Field>

export type ValueOf<F> = F extends Field<infer V> ? V : never

/** Values of a record ready to be submitted. */
export type Values<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> }

/** Stored values of any record: blank fields are absent. */
export type AnyValues = Record<string, any>

export type Common = { hint?: string; example?: string; clause?: string; optional?: boolean; given?: boolean }

/** The type of a field's value: an optional field may be absent. */
export type Maybe<V, O> = O extends { optional: true } ? V | undefined : V

export function field<V, O extends Common>(
  kind: FieldKind<V>,
  label: string,
  common: O | undefined,
  options: Record<string, any> = {},
): Field<Maybe<V, O>> {
  const { hint, example, clause, optional, given } = common ?? ({} as O)
  return {
    kind: kind as FieldKind,
    label,
    required: optional !== true,
    options,
    ...(hint === undefined ? {} : { hint }),
    ...(example === undefined ? {} : { example }),
    ...(clause === undefined ? {} : { clause }),
    ...(given === undefined ? {} : { given }),
  }
}
