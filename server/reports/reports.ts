import { z } from 'zod'
import type { Period } from '#kernel/day.ts'

/** The reports there are: for districts every quarter, for major projects every two months. */
export const reports = {
  district: { name: '区县改革报表', every: 'quarter' },
  project: { name: '重大改革项目报表', every: 'two-months' },
} as const satisfies Record<string, { name: string; every: Period }>

export type ReportId = keyof typeof reports

export const reportId = z.enum(['district', 'project'], { error: '没有这种报表' })
