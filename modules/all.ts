import type { Module } from '#kernel/module.ts'
import { brand } from './reform/brand.ts'
import { satisfaction } from './reform/satisfaction.ts'
import { news } from './reform/news.ts'
import { pilot } from './reform/pilot.ts'
import { pilotProgress } from './reform/pilot-progress.ts'

/** The collection. A new business is its file and its name here. */
export const modules: readonly Module[] = [pilot, pilotProgress, brand, satisfaction, news]
