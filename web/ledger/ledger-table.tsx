import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import type { Module } from '#kernel/module.ts'
import { useNames } from '../api/names.ts'
import type { LedgerRow } from '../api/types.ts'
import { recordAddress, recordPlace } from '../places.ts'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import { columnsOf, isSortable, type Column } from './columns.tsx'
import styles from './table.module.css'
import { sizeOf, type LedgerSearch } from './search.ts'
import { PickBox } from './pick-box.tsx'
import { SortHead } from './sort-head.tsx'
import type { Picking } from './use-picking.ts'

export type ListProps = {
  module: Module
  /** Absent while the first answer is on its way. */
  rows: LedgerRow[] | undefined
  columns: Column[]
  search: LedgerSearch
  /** The rows answer an earlier question; the new answer is on its way. */
  stale: boolean
  onSort: (sort: string | undefined) => void
  picking: Picking
  /** Stands where the rows would be when there is nothing to show. */
  unshown: ReactNode
}

/** The title takes what the columns leave, within reason: beyond that all of them share it. */
const TITLE = { least: 264, most: 560 }

/** A plain table: rows of one height, its head and its first column always in sight. Up, down and Enter work on the titles. */
export function LedgerTable({ module, rows, columns, search, stale, onSort, picking, unshown }: ListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const names = useNames()
  const navigate = useNavigate()
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 })
  }, [search.after, search.sort])
  const walk = useArrowKeys(frame, 'tbody th a')
  // Plain anchors and one handler a row: two hundred router links would each listen to every change of address.
  const open = (event: MouseEvent, row: LedgerRow) => {
    const onLink = (event.target as HTMLElement).closest('a')
    if ((event.target as HTMLElement).closest('label')) return
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey
    if (onLink ? elsewhere : window.getSelection()?.toString()) return
    event.preventDefault()
    if (elsewhere) window.open(recordAddress(module.path, row.id))
    else void navigate(recordPlace(module.path, row.id))
  }
  const title = module.fields[module.title]!
  const others = columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <div ref={frame} className={styles.frame} aria-busy={stale || rows === undefined} data-stale={stale || undefined}>
      {unshown ?? (
        <table className={styles.table} style={{ minWidth: TITLE.least + others }} onKeyDown={walk}>
          <caption className={styles.caption}>{module.name}台账</caption>
          <colgroup>
            <col style={{ width: `clamp(${TITLE.least}px, 100cqw - ${others}px, ${TITLE.most}px)` }} />
            {columns.map((column) => (
              <col key={column.key} style={{ width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <SortHead label={title.label} field={isSortable(title) ? module.title : undefined} sort={search.sort} onSort={onSort} />
              {columns.map((column) => (
                <SortHead
                  key={column.key}
                  label={column.label}
                  field={column.sortable ? column.key : undefined}
                  sort={search.sort}
                  onSort={onSort}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => (
              <tr key={row.id} onClick={(event) => open(event, row)}>
                <th scope="row" title={row.title}>
                  {picking.on && <PickBox row={row} picking={picking} />}
                  <a href={recordAddress(module.path, row.id)}>{row.title || '（未填写名称）'}</a>
                </th>
                {columns.map((column) => (
                  <td key={column.key}>{column.cell(row, names.at(row.filedAt))}</td>
                ))}
              </tr>
            )) ?? <Waiting rows={Math.min(sizeOf(search), 16)} cells={columnsOf(module).length} />}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Waiting({ rows, cells }: { rows: number; cells: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} aria-hidden="true">
      <th>
        <span className={styles.bone} style={{ width: `${52 + ((row * 17) % 40)}%` }} />
      </th>
      {Array.from({ length: cells }, (_, cell) => (
        <td key={cell}>
          <span className={styles.bone} style={{ width: `${48 + ((row * 13 + cell * 29) % 44)}%` }} />
        </td>
      ))}
    </tr>
  ))
}
