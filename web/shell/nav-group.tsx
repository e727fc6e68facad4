import { DownOutlined } from '@ant-design/icons'
import { Link, useRouterState } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { ledgerPlace } from '../places.ts'
import { NavBadge, NavEntry, NavMark } from './nav-entry.tsx'
import type { Group } from './areas.ts'
import type { Waiting } from './use-entries.ts'
import styles from './nav.module.css'

type Props = { group: Group<Waiting>; marks: ReadonlyMap<string, string>; folded: boolean }

/** Businesses that belong together, behind one line: opened by a press, and always where one of them is being looked at. */
export function NavGroup({ group, marks, folded }: Props) {
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
    return group.modules.map((module) => {
      const shown = group.modules.length === 1 ? { ...module, name: group.name } : module
      return <Business key={module.path} module={shown} mark={marks.get(shown.name)} folded={folded} />
    })
  const count = group.modules.reduce((sum, module) => sum + module.count, 0)
  return (
    <li>
      <button type="button" className={styles.link} aria-expanded={open} aria-controls={id} onClick={() => press(!open)}>
        <span className={styles.icon} aria-hidden="true">
          <NavMark mark={marks.get(group.name)} />
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

type BusinessProps = { module: Waiting; mark?: string | undefined; folded: boolean; inner?: true }

function Business({ module: { path, name, count, overdue }, mark, folded, inner }: BusinessProps) {
  return (
    <NavEntry folded={folded} label={name} icon={inner ? null : <NavMark mark={mark} />} count={count} urgent={overdue > 0}>
      {(inside) => (
        <Link {...ledgerPlace(path)} activeOptions={{ includeSearch: false }} className={styles.link}>
          {inside}
        </Link>
      )}
    </NavEntry>
  )
}
