import type { Module } from '#kernel/module.ts'
import { application } from './digital/application.ts'
import { matter } from './digital/matter.ts'
import { shared } from './digital/shared.ts'
import { threeLists } from './digital/three-lists.ts'
import { blockage } from './reform/blockage.ts'
import { brand } from './reform/brand.ts'
import { demandTask } from './reform/demand-task.ts'
import { demand } from './reform/demand.ts'
import { meetingDecision } from './reform/meeting-decision.ts'
import { meeting } from './reform/meeting.ts'
import { news } from './reform/news.ts'
import { pilotProgress } from './reform/pilot-progress.ts'
import { pilot } from './reform/pilot.ts'
import { projectSatisfaction } from './reform/project-satisfaction.ts'
import { project } from './reform/project.ts'
import { risk } from './reform/risk.ts'
import { satisfaction } from './reform/satisfaction.ts'

/** The collection. A new business is its file and its name here. */
export const modules: readonly Module[] = [
  demand,
  demandTask,
  pilot,
  pilotProgress,
  brand,
  blockage,
  risk,
  satisfaction,
  project,
  projectSatisfaction,
  meeting,
  meetingDecision,
  news,
  matter,
  threeLists,
  application,
  shared,
]
