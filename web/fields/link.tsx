import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import type { Link as LinkValue } from '#kernel/fields/link.ts'
import { recordPlace } from '#web/places.ts'
import { useRested } from '#web/shell/use-rested.ts'
import { linkChoices } from './parts/link-choices.ts'
import { tied, type BriefProps, type InputProps, type ShowProps } from './look.ts'

/** Another record, found by the words of its title among those this person may see. */
export function Input({ field, value, onChange, id, problem, disabled }: InputProps<LinkValue>) {
  const [typed, setTyped] = useState('')
  const sought = useRested(typed.trim())
  const found = useQuery({ ...linkChoices(field.options, sought), enabled: disabled !== true })
  const rows = found.data?.rows.map((row) => ({ id: row.id, title: row.title })) ?? []
  const offered = value && !rows.some((row) => row.id === value.id) ? [value, ...rows] : rows
  return (
    <Select
      {...tied(id, field, problem)}
      value={value?.id ?? null}
      onChange={(picked: string | undefined) => onChange(offered.find((row) => row.id === picked))}
      options={offered.map((row) => ({ value: row.id, label: row.title }))}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      allowClear={!field.required}
      placeholder="输入名称查找"
      notFoundContent={found.isFetching ? '正在查找……' : '没有找到'}
      status={problem ? 'error' : ''}
      disabled={disabled === true}
      style={{ width: '100%' }}
    />
  )
}

export function Show({ field, value }: ShowProps<LinkValue>) {
  return value ? <Link {...recordPlace(field.options.module, value.id)}>{value.title}</Link> : null
}

export function Brief({ value }: BriefProps<LinkValue>) {
  return <>{value.title}</>
}
