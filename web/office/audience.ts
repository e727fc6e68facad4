import { kindNames, type OrgKind } from '#kernel/org.ts'

/** Whom a notice is for: all units of some kinds, chosen units, or everybody where both are empty. */
export type Audience = { kinds: readonly string[]; orgs: readonly string[] }

/** The kinds that have units to be told something. */
export const audienceKinds = ['district', 'department', 'office'] as const satisfies readonly OrgKind[]

const NAMED = 2

/** 全体, 区县、市级部门, or the first units by name and how many there are. */
export function audienceWords({ kinds, orgs }: Audience, short: (org: string) => string): string {
  if (kinds.length === 0 && orgs.length === 0) return '全体'
  const units = orgs.slice(0, NAMED).map(short)
  return [
    ...kinds.map((kind) => kindNames[kind as OrgKind] ?? kind),
    ...(orgs.length > NAMED ? [`${units.join('、')}等 ${orgs.length} 个单位`] : units),
  ].join('、')
}
