import type { Module } from './module.ts'

/** What a reason for returning says beside its name: suggested words, the businesses and fields it is about (none: all), the sentence it rests on. */
export type ReasonDetail = { words: string; modules: string[]; fields: string[]; clause: string }

/** Kinds of fields that a reason for returning may name in place of single ones, as `@files`: what is wrong with one attachment may be wrong with any. */
export const reasonKinds: Record<string, string> = {
  '@files': '各类附件',
  '@paragraph': '各项文字说明',
  '@rows': '逐条录入的内容',
  '@date': '各项日期',
}

/** Reads what the dictionary keeps of a reason; a group of reasons says nothing. */
export function reasonDetail(detail: Record<string, unknown>): ReasonDetail {
  const { words = '', modules = [], fields = [], clause = '' } = detail as Partial<ReasonDetail>
  return { words, modules, fields, clause }
}

/** Whether a reason is for a business: one that names none is for all. */
export const isReasonFor = (module: Module, { modules }: Pick<ReasonDetail, 'modules'>): boolean =>
  modules.length === 0 || modules.includes(module.path)

/** Which of the fields open for change a reason is about, and which of them it pins by itself: those it names, and the only one there is of a kind. */
export function aboutFields(module: Module, open: readonly string[], named: readonly string[]): { about: string[]; pins: string[] } {
  const keys = new Set(named.map((place) => place.split('.')[0]!))
  const single = open.filter((key) => keys.has(key))
  const alike = named.flatMap((kind) => {
    const ofKind = open.filter((key) => `@${module.fields[key]!.kind.name}` === kind)
    return [{ about: ofKind, pins: ofKind.length === 1 ? ofKind : [] }]
  })
  return {
    about: [...new Set([...single, ...alike.flatMap(({ about }) => about)])],
    pins: [...new Set([...single, ...alike.flatMap(({ pins }) => pins)])],
  }
}
