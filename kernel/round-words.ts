import type { Module } from './module.ts'
import { outcomeOf } from './fold.ts'

/** What a unit is told when another's record of the same content was picked: whose, and how it is called. */
export function repeatedWords(module: Module, owner: string, title: string): string {
  return `与${owner}《${title}》相同或相近，该事项已${outcomeOf(module, module.round!.picked).label}。`
}
