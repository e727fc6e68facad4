import type { Module } from '#kernel/module.ts'
import { application } from './digital/application.ts'
import { matter } from './digital/matter.ts'
import { shared } from './digital/shared.ts'
import { threeLists } from './digital/three-lists.ts'
import { pilot } from './reform/pilot.ts'
import { pilotProgress } from './reform/pilot-progress.ts'

/** The collection. A new business is its file and its name here. */
export const modules: readonly Module[] = [pilot, pilotProgress, matter, threeLists, application, shared]
