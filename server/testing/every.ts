import type { Module } from '#kernel/module.ts'
import { clubModules } from '#kernel/testing/club.ts'
import { modules } from '#modules/all.ts'

/** What the common tests run over: the collection as it stands, and the invented business, which uses all that a declaration can say. */
export const every: readonly Module[] = [...modules, ...clubModules]
