import { dayOf } from '#kernel/day.ts'
import { hintsIn } from '#kernel/hints.ts'
import type { Module } from '#kernel/module.ts'
import { isReasonFor, reasonDetail } from '#kernel/reason-fields.ts'
import { windowWords } from '#kernel/window.ts'
import { fieldsOf, tuned, type Tuning } from '#kernel/tuned.ts'
import type { Term } from '../api/types.ts'
import { fieldLabels } from './field-labels.ts'
import { reasonNames } from './reason-names.ts'

/** One thing the office keeps, in words: what two versions are laid side by side by. */
export type Line = { key: string; label: string; text: string }

/** Everything of a business that a tuning can change, as it is in force under it. */
export function tuningLines(declared: Module, tuning: Tuning): Line[] {
  const module = tuned(declared, tuning)
  const labels = fieldLabels(declared)
  return [
    { key: 'scope', label: '填报范围', text: module.scope },
    { key: 'window', label: '填报时间', text: module.window ? (windowWords(module.window) ?? '') : '' },
    ...Object.entries(module.flow).map(([key, { label, within }]) => ({
      key: `within.${key}`,
      label: `办理时限：${label}`,
      text: within === undefined ? '' : `${within} 天`,
    })),
    ...hintsIn(declared).map(([key, { about }]) => ({
      key: `off.${key}`,
      label: `填报体检：${about}`,
      text: tuning.off.includes(key) ? '停用' : '启用',
    })),
    ...fieldsOf(module.fields).flatMap(([at, { hint = '', example = '' }]) => [
      { key: `hint.${at}`, label: `填写说明：${labels.get(at)}`, text: hint },
      { key: `example.${at}`, label: `范例：${labels.get(at)}`, text: example },
    ]),
  ]
}

/** A dictionary's terms one by one, and their order where it matters. Reasons for returning name businesses of `modules`, and fields of theirs. */
export function dictionaryLines(terms: readonly Term[], modules: readonly Module[]): Line[] {
  const labels = new Map(terms.map((term) => [term.code, term.label]))
  const pathOf = ({ parent, label }: Term) => (parent === null ? label : `${labels.get(parent)} / ${label}`)
  return [
    ...terms.map((term) => ({ key: term.code, label: pathOf(term), text: termText(term, modules) })),
    { key: '@order', label: '排列顺序', text: terms.map(pathOf).join('\n') },
  ]
}

/** What differs, in the order of the later version, with what is gone at the end. What is new or gone says all there is. */
export function changedLines(
  before: readonly Line[],
  after: readonly Line[],
): { key: string; label: string; before: string; after: string }[] {
  const was = new Map(before.map((line) => [line.key, line]))
  const is = new Set(after.map(({ key }) => key))
  const pairs = [
    ...after.map(({ key, label, text }) => ({ key, label, before: was.get(key)?.text ?? '', after: text })),
    ...before.filter(({ key }) => !is.has(key)).map(({ key, label, text }) => ({ key, label, before: text, after: '' })),
  ]
  const changed = pairs.filter((pair) => pair.before !== pair.after)
  // A new name or a new term also changes the list of all names: the order is told only where it is what changed.
  return changed.length > 1 ? changed.filter(({ key }) => key !== '@order') : changed
}

function termText({ label, labels, validFrom, validUntil, detail }: Term, modules: readonly Module[]): string {
  const { words, modules: paths, fields, clause } = reasonDetail(detail)
  const held = modules.filter((module) => isReasonFor(module, { modules: paths }))
  const names = reasonNames(held)
  return [
    `名称：${label}`,
    ...labels.flatMap((named) => (named.from === null ? [] : [`${dayOf(new Date(named.from))}起称“${named.label}”`])),
    `启用：${validFrom}`,
    ...(validUntil === null ? [] : [`使用到：${validUntil}`]),
    ...(words ? [`建议用语：${words}`] : []),
    ...(paths.length > 0 ? [`适用业务：${paths.map((path) => held.find((module) => module.path === path)?.name ?? path).join('、')}`] : []),
    ...(fields.length > 0 ? [`所指填报项：${fields.map((field) => names.get(field) ?? field).join('、')}`] : []),
    ...(clause ? [`依据：${clause}`] : []),
  ].join('\n')
}
