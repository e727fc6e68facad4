import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { BoardRow, BoardTable } from '#cockpits/board-table.ts'
import { districtBoards } from '#cockpits/boards.ts'
import { directoryPlace, ledgerPlace } from '../places.ts'
import { Bars } from './bars.tsx'
import { BoardNumber, BoardNumbers } from './board-number.tsx'
import styles from './cockpit.module.css'
import { PictureSwitch, type View } from './picture-switch.tsx'
import type { LookedInto } from './records-drawer.tsx'

type Props = { board: BoardTable; onLook: (into: LookedInto) => void }

/** As many as are taken in at a glance. */
const FIRST = 8

/** A board: its totals, the first units as bars, or all of them as a table. Each number opens its records, a total those of all units. */
export function BoardCard({ board, onLook }: Props) {
  const [view, show] = useState<View>('picture')
  const [all, setAll] = useState(false)
  const { id, name, about, columns, rows, totals } = board
  const part = declared(id)?.part
  const shown = all ? rows : rows.slice(0, FIRST)
  const look = (row: BoardRow, at: number) => onLook(lookInto(board, row, at))
  return (
    <section className={styles.panel} aria-labelledby={`board-${id}`}>
      {part !== undefined && <h2 className={styles.part}>{part}</h2>}
      <div className={styles.panelHead}>
        {part === undefined ? <h2 id={`board-${id}`}>{name}</h2> : <h3 id={`board-${id}`}>{name}</h3>}
        {rows.length > 0 && <PictureSwitch of={name} value={view} onChange={show} />}
      </div>
      <p className={styles.quiet}>{about}</p>
      {totals.length > 0 && (
        <BoardNumbers
          columns={columns}
          cells={totals}
          label={(column) => `${name}${column}合计`}
          onOpen={(at) => onLook(lookInto(board, null, at))}
        />
      )}
      {rows.length === 0 && <p className={styles.nothing}>{id === 'deductions' ? '没有扣分事项。' : '还没有计入的事项。'}</p>}
      {rows.length > 0 &&
        (view === 'picture' ? <Bars columns={columns} rows={shown} onLook={look} /> : <Cells board={board} rows={shown} onLook={look} />)}
      <div className={styles.panelFoot}>
        {rows.length > FIRST && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? '只看前列' : `全部${rows.length}个单位`}
          </Button>
        )}
        {declared(id)?.behind.map(({ label, module, directory }) => (
          <Link key={module} {...(directory ? directoryPlace(module) : ledgerPlace(module))}>
            {label}
          </Link>
        ))}
      </div>
    </section>
  )
}

/** Which records stand behind a cell, or without a row behind the total. */
export function lookInto({ id, name, columns }: BoardTable, row: BoardRow | null, at: number): LookedInto {
  const { id: column, label, indicator, kind } = columns[at]!
  const asked = indicator === undefined ? { board: id, column } : { indicator, ...(kind === undefined ? {} : { kind }) }
  return row ? { ...asked, unit: row.org, title: `${row.name} · ${name} · ${label}` } : { ...asked, title: `${name} · ${label} · 合计` }
}

/** Where it stands, and what may be gone through as a whole: of a board of an earlier version nothing is known. */
const declared = (id: string) => districtBoards.find((board) => board.id === id)

function Cells({
  board: { name, columns },
  rows,
  onLook,
}: {
  board: BoardTable
  rows: readonly BoardRow[]
  onLook: (row: BoardRow, at: number) => void
}) {
  return (
    <div className={styles.wide} role="region" aria-label={`${name}表`} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>{name}</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.org}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, at) => (
                <td key={columns[at]!.id}>
                  <BoardNumber cell={cell} label={`${row.name}${columns[at]!.label}`} onOpen={() => onLook(row, at)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
