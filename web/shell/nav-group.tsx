import { DownOutlined } from '@ant-design/icons'
import { Link, useRouterState } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { ledgerPlace } from '../places.ts'
import { NavBadge, NavEntry } from './nav-entry.tsx'
import type { Group } from './areas.ts'
import type { Waiting } from './use-entries.ts'
import styles from './nav.module.css'

/** Businesses that belong together, behind one line: opened by a press, and always where one of them is being looked at. */
export function NavGroup({ group, folded }: { group: Group<Waiting>; folded: boolean }) {
  const here = useRouterState({
    select: ({ location }) => group.modules.some(({ path }) => `${location.pathname}/`.startsWith(`/m/${path}/`)),
  })
  const [pressed, press] = useState<boolean | null>(null)
  const [were, wasHere] = useState(here)
  if (were !== here) {
    wasHere(here)
    press(null)
  }
  const id = useId()
  const open = pressed ?? here
  if (folded || group.modules.length === 1)
    return group.modules.map((module) => (
      <Business key={module.path} module={group.modules.length === 1 ? { ...module, name: group.name } : module} folded={folded} />
    ))
  const count = group.modules.reduce((sum, module) => sum + module.count, 0)
  return (
    <li>
      <button type="button" className={styles.link} aria-expanded={open} aria-controls={id} onClick={() => press(!open)}>
        <span className={styles.icon} aria-hidden="true">
          <span className={styles.initial}>{group.name.at(-2)}</span>
        </span>
        <span className={styles.label}>{group.name}</span>
        {!open && <NavBadge count={count} urgent={group.modules.some(({ overdue }) => overdue > 0)} />}
        <DownOutlined className={styles.turn} aria-hidden />
      </button>
      <ul id={id} className={styles.inner} hidden={!open}>
        {group.modules.map((module) => (
          <Business key={module.path} module={module} folded={folded} inner />
        ))}
      </ul>
    </li>
  )
}

function Business({ module: { path, name, count, overdue }, folded, inner }: { module: Waiting; folded: boolean; inner?: true }) {
  return (
    <NavEntry
      folded={folded}
      label={name}
      icon={inner ? null : <span className={styles.initial}>{name.at(-2)}</span>}
      count={count}
      urgent={overdue > 0}
    >
      {(inside) => (
        <Link {...ledgerPlace(path)} activeOptions={{ includeSearch: false }} className={styles.link}>
          {inside}
        </Link>
      )}
    </NavEntry>
  )
}
