import { z } from 'zod'
import type { Period } from '#kernel/day.ts'
import type { OrgKind } from '#kernel/org.ts'

/**
 * The reports there are: of all districts every quarter, of the departments that lead a major project every two months. `having`: only units that this figure
 * counts anything for.
 */
export const reports = {
  district: { name: '区县改革报表', every: 'quarter', of: { kind: 'district', having: null } },
  project: { name: '重大改革项目报表', every: 'two-months', of: { kind: 'department', having: 'projects' } },
} as const satisfies Record<string, { name: string; every: Period; of: { kind: OrgKind; having: string | null } }>

export type ReportId = keyof typeof reports

export const reportId = z.enum(['district', 'project'], { error: '没有这种报表' })
