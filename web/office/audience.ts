/** Whom a notice is for: all units of some kinds, chosen units, or everybody where both are empty. */
export type Audience = { kinds: readonly string[]; orgs: readonly string[] }

export const kindNames: Record<string, string> = { district: '区县', department: '市级部门', office: '市委改革办' }

const NAMED = 2

/** 全体, 区县、市级部门, or the first units by name and how many there are. */
export function audienceWords({ kinds, orgs }: Audience, short: (org: string) => string): string {
  if (kinds.length === 0 && orgs.length === 0) return '全体'
  const units = orgs.slice(0, NAMED).map(short)
  return [
    ...kinds.map((kind) => kindNames[kind] ?? kind),
    ...(orgs.length > NAMED ? [`${units.join('、')}等 ${orgs.length} 个单位`] : units),
  ].join('、')
}
