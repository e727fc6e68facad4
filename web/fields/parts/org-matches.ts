import { textKey } from '#kernel/text-key.ts'
import { kindNames, type OrgKind } from '#kernel/org.ts'
import type { Org } from '#web/api/types.ts'

/** True when what was typed is part of the name, the short name, the pinyin or its initials: 渝中, yuzhong, yzq. */
export function orgMatches(org: Org, typed: string): boolean {
  const wanted = textKey(typed).replace(/\s/gu, '')
  if (wanted === '') return true
  const syllables = org.pinyin.toLowerCase().split(/\s+/u)
  const spellings = [
    textKey(org.name),
    textKey(org.short),
    syllables.join(''),
    syllables.map((part) => part.charAt(0)).join(''),
    ...syllables,
  ]
  return spellings.some((spelling) => spelling.includes(wanted))
}

/** Organisations of the wanted kinds, kind by kind. One already chosen stays, whatever became of its kind. */
export function groupedOrgs(orgs: readonly Org[], among: readonly OrgKind[] | null, kept: readonly string[] = []) {
  return (Object.entries(kindNames) as [OrgKind, string][])
    .map(([kind, label]) => ({
      label,
      orgs: orgs.filter((org) => org.kind === kind && (among === null || among.includes(kind) || kept.includes(org.id))),
    }))
    .filter((group) => group.orgs.length > 0)
}
