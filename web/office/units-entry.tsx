import { OrgSelect } from '#web/fields/parts/org-select.tsx'

type Props = { id?: string; value?: string[]; onChange?: (orgs: string[]) => void }

/** Units to choose, found by name or spelling; what is given comes from the form. */
export function UnitsEntry({ id, value = [], onChange }: Props) {
  return (
    <OrgSelect
      {...(id ? { id } : {})}
      mode="multiple"
      among={['district', 'department', 'office']}
      kept={value}
      value={value}
      onChange={(orgs: string[]) => onChange?.(orgs)}
      placeholder="输入名称、简称或拼音查找，可多选"
      style={{ width: '100%' }}
    />
  )
}
