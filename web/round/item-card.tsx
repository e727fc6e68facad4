import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Module } from '#kernel/module.ts'
import { outcomeLabel } from '#kernel/workflow.ts'
import { momentText } from '#web/city-time.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { recordPlace } from '../places.ts'
import { DueMark } from '../workbench/due-mark.tsx'
import type { RoundItem } from './query.ts'
import styles from './round.module.css'

type Props = {
  module: Module
  item: RoundItem
  /** How it is chosen among others. */
  choice?: ReactNode
  busy: boolean
  onDecide: () => void
  /** What else can be done with it. */
  more?: ReactNode
}

/** One item on the table: whose, what, with which papers, since when. The papers open beside the page. */
export function ItemCard({ module, item, choice, busy, onDecide, more }: Props) {
  const shown = Object.entries(item.values).filter(([key]) => key !== module.title)
  const before = Object.entries(item.decided).map(([name, times]) => `曾“${outcomeLabel(module, name)}”${times > 1 ? ` ${times} 次` : ''}`)
  return (
    <li className={styles.item}>
      {choice}
      <p className={styles.owner}>{item.ownerName}</p>
      <h3>
        <Link {...recordPlace(module.path, item.id)}>{item.title}</Link>
      </h3>
      <dl>
        {shown.map(([key, value]) => {
          const field = module.fields[key]!
          const { Show } = lookOf(field)
          return (
            <div key={key} data-kind={field.kind.name}>
              <dt>{field.label}</dt>
              <dd>
                <Show field={field} value={value} />
              </dd>
            </div>
          )
        })}
      </dl>
      <p className={styles.facts}>
        {momentText(item.since)} 到达
        {item.due && <DueMark due={item.due} wordy />}
        {before.map((words) => (
          <em key={words}>{words}</em>
        ))}
      </p>
      <div className={styles.acts}>
        {more}
        <Button size="small" disabled={item.refused !== null || busy} title={item.refused ?? ''} onClick={onDecide}>
          单独核准
        </Button>
      </div>
      {item.refused && <p className={styles.refused}>{item.refused}</p>}
    </li>
  )
}
