import { Space, Tag, Typography } from 'antd'
import { useNames } from '#web/api/names.ts'
import { tied, type BriefProps, type InputProps, type ShowProps } from './look.ts'
import { groupedOrgs } from './parts/org-matches.ts'
import { OrgBoxes } from './parts/org-boxes.tsx'
import { OrgSelect } from './parts/org-select.tsx'

export { Filter } from './org.tsx'

const BOXES = 60

/** Boxes to tick while the eye can still take them in, a drop-down list beyond. */
export function Input(props: InputProps<string[]>) {
  const { field, value = [], onChange, id, problem, disabled } = props
  const { orgs } = useNames()
  const offered = groupedOrgs(orgs, field.options.among).reduce((count, group) => count + group.orgs.length, 0)
  if (offered <= BOXES) return <OrgBoxes {...props} />
  return (
    <OrgSelect
      {...tied(id, field, problem)}
      mode="multiple"
      among={field.options.among}
      kept={value}
      value={value}
      onChange={(picked: string[]) => onChange(picked.length > 0 ? picked : undefined)}
      placeholder="输入名称、简称或拼音查找，可多选"
      status={problem ? 'error' : ''}
      disabled={disabled === true}
      style={{ width: '100%' }}
    />
  )
}

export function Show({ value = [] }: ShowProps<string[]>) {
  const names = useNames()
  return (
    <Space wrap size={[6, 4]}>
      {value.map((org) => (
        <Tag key={org} variant="filled">
          {names.org(org)}
        </Tag>
      ))}
      <Typography.Text type="secondary">共 {value.length} 个</Typography.Text>
    </Space>
  )
}

export function Brief({ value }: BriefProps<string[]>) {
  const { org: nameOf, short } = useNames()
  const shown = value.slice(0, 2).map(short).join('、')
  return <span title={value.map(nameOf).join('、')}>{value.length > 2 ? `${shown}等 ${value.length} 个` : shown}</span>
}
