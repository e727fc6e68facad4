import { Link } from '@tanstack/react-router'
import type { Module } from '#kernel/module.ts'
import { isFiledByOne } from '#kernel/steps.ts'
import { useNames } from '#web/api/names.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { StageMark } from '#web/ledger/stage-mark.tsx'
import { moduleOf } from '#web/module-of.ts'
import { ledgerPlace, recordPlace } from '#web/places.ts'
import { usePageTitle } from '#web/shell/page-title.ts'
import { momentText } from '../city-time.ts'
import { LateMark } from './late-mark.tsx'
import styles from './record-sheet.module.css'

export function RecordHead({ module, record }: { module: Module; record: RecordAnswer }) {
  const names = useNames()
  const title = record.title || `${module.name}（未填写名称）`
  usePageTitle(title)
  const parent = record.parent
  return (
    <header className={styles.head}>
      <nav aria-label="所在位置" className={styles.way}>
        <Link {...ledgerPlace(module.path)}>{module.name}台账</Link>
        {parent && (
          <>
            <span aria-hidden>/</span>
            <Link {...recordPlace(parent.module, parent.id)}>
              {moduleOf(parent.module)?.name}：{parent.title}
            </Link>
          </>
        )}
      </nav>
      <h1>{title}</h1>
      <p className={styles.facts}>
        <StageMark module={module} stage={record.stage} />
        {!isFiledByOne(module) && <span>填报单位：{names.org(record.owner)}</span>}
        {module.renews && <span>第 {record.round} 次报告</span>}
        <LateMark late={record.late} />
        <span>最近更新：{momentText(record.changedAt)}</span>
      </p>
    </header>
  )
}
