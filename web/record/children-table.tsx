import { Link } from '@tanstack/react-router'
import { APPROVED } from '#kernel/act.ts'
import { useNames } from '#web/api/names.ts'
import type { Child } from '#web/api/types.ts'
import { StageMark } from '#web/ledger/stage-mark.tsx'
import { moduleOf } from '#web/module-of.ts'
import { recordPlace } from '#web/places.ts'
import styles from './children-table.module.css'
import { clockText, dayText, standingText } from '../city-time.ts'

/** The records this one opened, of which a person may see but some: which unit stands where with what, and since when. `title` is the opener's. */
export function ChildrenTable({ items, opened, title }: { items: readonly Child[]; opened: number; title: string }) {
  const names = useNames()
  // Each may be a matter of its own, of which one unit has several.
  const named = items.some((child) => child.title !== title)
  const counted = named ? '项' : '个单位'
  const periodic = items.some((child) => moduleOf(child.module)?.renews)
  const done = items.filter((child) => child.stage === APPROVED).length
  return (
    <div className={styles.wrap}>
      <p className={styles.sum}>
        {items.length < opened
          ? `共 ${opened} ${counted}，以下为您可查看的 ${items.length} ${named ? '项' : '个'}`
          : `共 ${items.length} ${counted}，${periodic ? '本期' : ''}已办结 ${done} ${named ? '项' : '个'}`}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            {named && <th scope="col">事项</th>}
            <th scope="col">填报单位</th>
            <th scope="col">环节</th>
            <th scope="col">到达时间</th>
            <th scope="col">停留</th>
          </tr>
        </thead>
        <tbody>
          {items.map((child) => {
            const module = moduleOf(child.module)
            return (
              <tr key={child.id}>
                {named && (
                  <td className={styles.title}>
                    <Link {...recordPlace(child.module, child.id)}>{child.title}</Link>
                  </td>
                )}
                <td>{named ? names.org(child.owner) : <Link {...recordPlace(child.module, child.id)}>{names.org(child.owner)}</Link>}</td>
                <td>{module ? <StageMark module={module} stage={child.stage} /> : child.stageLabel}</td>
                <td>
                  {dayText(child.since)} <span className={styles.clock}>{clockText(child.since)}</span>
                </td>
                <td>{child.stage === APPROVED ? '—' : standingText(child.since, new Date())}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
