import { useSuspenseQuery } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { tuned } from '#kernel/tuned.ts'
import { modules } from '#modules/all.ts'
import { tuningsQuery, type TuningAnswer } from './api/tunings.ts'

/** The business at a path such as 'reform/pilot' as it is declared, or undefined when there is none: for names and places, which no setting changes. */
export function moduleOf(path: string): Module | undefined {
  return modules.find((module) => module.path === path)
}

/** All businesses as the office has tuned them, by the same function as the server; inside the shell, which has asked for the settings. Live. */
export function useModules(): readonly Module[] {
  return tunedBy(useSuspenseQuery(tuningsQuery).data)
}

/** One of them; its path is known to be one. */
export function useModule(path: string): Module {
  return useModules().find((module) => module.path === path)!
}

/** One answer of the server makes one collection, so that a module stays the same value until it is changed. */
function tunedBy(answer: TuningAnswer[]): readonly Module[] {
  const known = made.get(answer)
  if (known) return known
  const collection = modules.map((module) => {
    const found = answer.find((each) => each.module === module.path)
    return found ? tuned(module, found.tuning) : module
  })
  made.set(answer, collection)
  return collection
}

const made = new WeakMap<TuningAnswer[], readonly Module[]>()
