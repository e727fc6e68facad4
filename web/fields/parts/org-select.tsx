import { Select, type SelectProps } from 'antd'
import type { OrgKind } from '#kernel/org.ts'
import { useNames } from '#web/api/names.ts'
import { groupedOrgs, orgMatches } from './org-matches.ts'

type Props = Omit<SelectProps, 'options' | 'showSearch'> & { among: readonly OrgKind[] | null; kept?: readonly string[] }

/** Organisations in a drop-down list, found by name, short name or pinyin. */
export function OrgSelect({ among, kept, ...rest }: Props) {
  const { orgs } = useNames()
  const groups = groupedOrgs(orgs, among, kept)
  const options = groups.map((group) => ({
    label: group.label,
    options: group.orgs.map((org) => ({ value: org.id, label: org.name, org })),
  }))
  return (
    <Select
      {...rest}
      options={groups.length === 1 ? options[0]!.options : options}
      showSearch={{ filterOption: (typed, option) => option !== undefined && 'org' in option && orgMatches(option.org, typed) }}
      notFoundContent="没有符合的单位"
    />
  )
}
