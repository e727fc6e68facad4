import type { Module } from '#kernel/module.ts'
import { application } from './digital/application.ts'
import { matter } from './digital/matter.ts'
import { shared } from './digital/shared.ts'
import { threeLists } from './digital/three-lists.ts'
import { brand } from './reform/brand.ts'
import { news } from './reform/news.ts'
import { pilot } from './reform/pilot.ts'
import { pilotProgress } from './reform/pilot-progress.ts'
import { satisfaction } from './reform/satisfaction.ts'

/** The collection. A new business is its file and its name here. */
export const modules: readonly Module[] = [pilot, pilotProgress, brand, satisfaction, news, matter, threeLists, application, shared]
