import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import type { Link as LinkValue } from '#kernel/fields/link.ts'
import { linkChoices } from './parts/link-choices.ts'
import { recordPlace } from '#web/places.ts'
import { useRested } from '#web/shell/use-rested.ts'
import { tied, type InputProps, type ShowProps } from './look.ts'

/** Several other records, found by the words of their titles among those this person may see. */
export function Input({ field, value = [], onChange, id, problem, disabled }: InputProps<LinkValue[]>) {
  const [typed, setTyped] = useState('')
  const sought = useRested(typed.trim())
  const found = useQuery({ ...linkChoices(field.options, sought), enabled: disabled !== true })
  const rows = found.data?.rows.map((row) => ({ id: row.id, title: row.title })) ?? []
  const offered = [...value, ...rows.filter((row) => !value.some((each) => each.id === row.id))]
  return (
    <Select
      {...tied(id, field, problem)}
      mode="multiple"
      value={value.map((each) => each.id)}
      onChange={(picked: string[]) => {
        const chosen = picked.flatMap((each) => offered.filter((row) => row.id === each))
        onChange(chosen.length > 0 ? chosen : undefined)
      }}
      options={offered.map((row) => ({ value: row.id, label: row.title }))}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      placeholder="输入名称查找，可多选"
      notFoundContent={found.isFetching ? '正在查找……' : '没有找到可以选择的事项'}
      status={problem ? 'error' : ''}
      disabled={disabled === true}
      style={{ width: '100%' }}
    />
  )
}

export function Show({ field, value = [] }: ShowProps<LinkValue[]>) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {value.map((each) => (
        <li key={each.id}>
          <Link {...recordPlace(field.options.module, each.id)}>{each.title}</Link>
        </li>
      ))}
    </ul>
  )
}

export function Brief({ value = [] }: ShowProps<LinkValue[]>) {
  return <>{value.map((each) => each.title).join('；')}</>
}
