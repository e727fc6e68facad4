import { Link } from '@tanstack/react-router'
import { APPROVED } from '#kernel/act.ts'
import { useNames } from '#web/api/names.ts'
import type { Child } from '#web/api/types.ts'
import { StageMark } from '#web/ledger/stage-mark.tsx'
import { moduleOf } from '#web/module-of.ts'
import { recordPlace } from '#web/places.ts'
import styles from './children-table.module.css'
import { clockText, dayText, standingText } from '../city-time.ts'

/** The records this one opened, of which a person may see but some: which unit stands where, and since when. */
export function ChildrenTable({ items, opened }: { items: readonly Child[]; opened: number }) {
  const names = useNames()
  const done = items.filter((child) => child.stage === APPROVED).length
  return (
    <div className={styles.wrap}>
      <p className={styles.sum}>
        {items.length < opened
          ? `共 ${opened} 个单位，以下为您可查看的 ${items.length} 个`
          : `共 ${items.length} 个单位，已办结 ${done} 个`}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
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
                <td>
                  <Link {...recordPlace(child.module, child.id)}>{names.org(child.owner)}</Link>
                </td>
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
