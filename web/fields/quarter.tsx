import { Select } from 'antd'
import { quarterWords, recentQuarters } from '#kernel/fields/quarter.ts'
import { cityTime } from '#web/city-time.ts'
import { chosen, tied, type FilterProps, type InputProps, type ShowProps } from './look.ts'

/** The running quarter and the eleven before it. */
function recent(kept: readonly string[]) {
  const all = recentQuarters(cityTime(new Date()).format('YYYY-MM-DD'))
  return [...all, ...kept.filter((each) => !all.includes(each))].map((value) => ({ value, label: quarterWords(value) }))
}

export function Input({ field, value, onChange, id, problem, disabled }: InputProps<string>) {
  return (
    <Select
      {...tied(id, field, problem)}
      value={value ?? null}
      onChange={(picked: string | null) => onChange(picked ?? undefined)}
      options={recent(value ? [value] : [])}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择季度"
      status={problem ? 'error' : ''}
      disabled={disabled === true}
      style={{ width: 240 }}
    />
  )
}

export function Show({ value }: ShowProps<string>) {
  return <>{value && quarterWords(value)}</>
}

export const Brief = Show

export function Filter({ field, value, onChange }: FilterProps) {
  return (
    <Select
      mode="multiple"
      aria-label={field.label}
      placeholder={field.label}
      value={chosen(value)}
      onChange={(picked: string[]) => onChange(picked.length > 0 ? picked : undefined)}
      options={recent(chosen(value))}
      maxTagCount="responsive"
      allowClear
      style={{ minWidth: 160 }}
    />
  )
}
