import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { columnsOf, type Column } from './columns.tsx'

export type Columns = { all: Column[]; shown: Column[]; hidden: ReadonlySet<string>; toggle: (key: string) => void; reset: () => void }

/** The columns of a ledger and which of them this person has put away, remembered on this machine. */
export function useColumns(module: Module): Columns {
  const key = `luoshi.columns.${module.path}`
  const [hidden, set] = useState<ReadonlySet<string>>(() => new Set((localStorage.getItem(key) ?? '').split(',').filter(Boolean)))
  const all = columnsOf(module)
  const keep = (next: ReadonlySet<string>) => {
    localStorage.setItem(key, [...next].join(','))
    set(next)
  }
  return {
    all,
    shown: all.filter((column) => !hidden.has(column.key)),
    hidden,
    toggle: (column) => {
      const next = new Set(hidden)
      if (!next.delete(column)) next.add(column)
      keep(next)
    },
    reset: () => keep(new Set()),
  }
}
