import type { Module } from '#kernel/module.ts'
import { modules } from '#modules/all.ts'

/** The business at a path such as 'reform/pilot', or undefined when there is none. */
export function moduleOf(path: string): Module | undefined {
  return modules.find((module) => module.path === path)
}
