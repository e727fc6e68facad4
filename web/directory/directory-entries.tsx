import { Link } from '@tanstack/react-router'
import type { Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { recordPlace } from '../places.ts'
import { usePhone } from '../shell/use-phone.ts'
import styles from './directory.module.css'
import type { DirectoryRow } from './query.ts'

type Props = { module: Module; rows: readonly DirectoryRow[]; stale: boolean }

/** The entries as a table or, on a phone, one below the other. Only those whose record this person may open lead anywhere. */
export function DirectoryEntries({ module, rows, stale }: Props) {
  const phone = usePhone()
  const others = module.directory!.fields.filter((key) => key !== module.title)
  const titleOf = (row: DirectoryRow) => {
    const words = <Shown field={module.fields[module.title]!} value={row.values[module.title]} />
    return row.id === null ? words : <Link {...recordPlace(module.path, row.id)}>{words}</Link>
  }
  const keyOf = (row: DirectoryRow, at: number) => row.id ?? `${row.owner} ${String(row.values[module.title])} ${at}`
  if (phone)
    return (
      <ul className={styles.cards} aria-busy={stale}>
        {rows.map((row, at) => (
          <li key={keyOf(row, at)}>
            <b>{titleOf(row)}</b>
            <span>{row.ownerName}</span>
            {others.map((key) => (
              <span key={key}>
                {module.fields[key]!.label}：<Shown field={module.fields[key]!} value={row.values[key]} />
              </span>
            ))}
          </li>
        ))}
      </ul>
    )
  return (
    <div className={styles.frame} aria-busy={stale} data-stale={stale || undefined}>
      <table className={styles.table}>
        <caption className={styles.unseen}>{module.directory!.name}</caption>
        <thead>
          <tr>
            <th scope="col">{module.fields[module.title]!.label}</th>
            <th scope="col">填报单位</th>
            {others.map((key) => (
              <th key={key} scope="col">
                {module.fields[key]!.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)}>
              <th scope="row">{titleOf(row)}</th>
              <td>{row.ownerName}</td>
              {others.map((key) => (
                <td key={key}>
                  <Shown field={module.fields[key]!} value={row.values[key]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Shown({ field, value }: { field: Field; value: unknown }) {
  const { Show } = lookOf(field)
  return value === undefined ? '—' : <Show field={field} value={value} />
}
