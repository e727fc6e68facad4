import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer } from 'antd'
import { useState } from 'react'
import type { Field } from '#kernel/field.ts'
import { org } from '#kernel/fields/org.ts'
import { filingKinds, isFiledByOne } from '#kernel/steps.ts'
import type { Module } from '#kernel/module.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { usePhone } from '../shell/use-phone.ts'
import styles from './ledger.module.css'
import { SearchBox } from '../shell/search-box.tsx'
import { filterOf, isFiltered, withFilter, withWord, type LedgerSearch } from './search.ts'

type Props = { module: Module; search: LedgerSearch; onChange: (search: LedgerSearch) => void; onClear: () => void }

/** One filter for the filing unit and for every column whose kind can be filtered; on a phone behind a button beside the search. */
export function LedgerFilters({ module, search, onChange, onClear }: Props) {
  const phone = usePhone()
  const [open, show] = useState(false)
  const entries = filterable(module)
  const used = entries.filter(([key, field]) => filterOf(search, key, field) !== undefined).length
  const filters = entries.map(([key, field]) => (
    <div key={key} className={styles.filter} data-kind={field.kind.name}>
      {phone && <span className={styles.filterLabel}>{field.label}</span>}
      <OneFilter field={field} search={search} at={key} onChange={onChange} />
    </div>
  ))
  const clear = isFiltered(search) && (
    <Button type="link" onClick={onClear}>
      清空条件
    </Button>
  )
  return (
    <search className={styles.filters} aria-label="查找与筛选">
      {phone ? (
        <>
          <LedgerSearchBox module={module} search={search} onChange={onChange} />
          <Badge count={used} color="var(--brand)">
            <Button icon={<FilterOutlined aria-hidden />} onClick={() => show(true)}>
              筛选
            </Button>
          </Badge>
          <Drawer
            title="筛选"
            placement="bottom"
            size="70%"
            open={open}
            onClose={() => show(false)}
            footer={
              <div className={styles.done}>
                {clear}
                <Button type="primary" onClick={() => show(false)}>
                  查看结果
                </Button>
              </div>
            }
          >
            <div className={styles.stack}>{filters}</div>
          </Drawer>
        </>
      ) : (
        <>
          {filters}
          {clear}
        </>
      )}
    </search>
  )
}

export function LedgerSearchBox({ module, search, onChange }: Pick<Props, 'module' | 'search' | 'onChange'>) {
  const named = [...new Set([module.title, ...(module.identity ? [module.identity.field] : [])])].map((key) => module.fields[key]!.label)
  return (
    <SearchBox
      words={search.q ?? ''}
      label="搜索"
      placeholder={`搜索${named.join('、')}等`}
      onSearch={(words) => onChange(withWord(search, 'q', words))}
    />
  )
}

function OneFilter({ field, search, at, onChange }: { field: Field; search: LedgerSearch; at: string; onChange: Props['onChange'] }) {
  const { Filter } = lookOf(field)
  if (!Filter) return null
  return <Filter field={field} value={filterOf(search, at, field)} onChange={(value) => onChange(withFilter(search, at, value))} />
}

function filterable(module: Module): [string, Field][] {
  const owner = org('填报单位', { among: filingKinds(module) })
  const columns = module.ledger.map((key): [string, Field] => [key, module.fields[key]!])
  return [
    ...(isFiledByOne(module) ? [] : [['owner', owner] as [string, Field]]),
    ...columns.filter(([, field]) => field.kind.filter !== undefined && lookOf(field).Filter),
  ]
}
