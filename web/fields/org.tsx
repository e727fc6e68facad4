import { useNames } from '#web/api/names.ts'
import { chosen, tied, type BriefProps, type FilterProps, type InputProps, type ShowProps } from './look.ts'
import { OrgSelect } from './parts/org-select.tsx'
import { inOneLine } from './parts/filter-bar.ts'

export function Input({ field, value, onChange, id, problem, disabled }: InputProps<string>) {
  return (
    <OrgSelect
      {...tied(id, field, problem)}
      among={field.options.among}
      kept={value ? [value] : []}
      value={value ?? null}
      onChange={(org: string | undefined) => onChange(org ?? undefined)}
      allowClear={!field.required}
      placeholder="输入名称、简称或拼音查找"
      status={problem ? 'error' : ''}
      disabled={disabled === true}
      style={{ width: '100%', maxWidth: 480 }}
    />
  )
}

export function Show({ value }: ShowProps<string>) {
  const names = useNames()
  return <>{value && names.org(value)}</>
}

/** The short name, for the narrow cell of a list. */
export function Brief({ value }: BriefProps<string>) {
  const names = useNames()
  return <span title={names.org(value)}>{names.short(value)}</span>
}

export function Filter({ field, value, onChange }: FilterProps) {
  return (
    <OrgSelect
      mode="multiple"
      aria-label={field.label}
      placeholder={field.label}
      among={field.options.among}
      value={chosen(value)}
      onChange={(picked: string[]) => onChange(picked.length > 0 ? picked : undefined)}
      {...inOneLine}
      allowClear
      style={{ minWidth: 180 }}
    />
  )
}
