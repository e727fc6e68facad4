import type { Module } from '#kernel/module.ts'
import { blockage } from './reform/blockage.ts'
import { brand } from './reform/brand.ts'
import { demand } from './reform/demand.ts'
import { demandTask } from './reform/demand-task.ts'
import { meeting } from './reform/meeting.ts'
import { meetingDecision } from './reform/meeting-decision.ts'
import { satisfaction } from './reform/satisfaction.ts'
import { news } from './reform/news.ts'
import { pilot } from './reform/pilot.ts'
import { pilotProgress } from './reform/pilot-progress.ts'
import { project } from './reform/project.ts'
import { projectSatisfaction } from './reform/project-satisfaction.ts'

/** The collection. A new business is its file and its name here. */
export const modules: readonly Module[] = [
  demand,
  demandTask,
  pilot,
  pilotProgress,
  brand,
  blockage,
  satisfaction,
  project,
  projectSatisfaction,
  meeting,
  meetingDecision,
  news,
]
