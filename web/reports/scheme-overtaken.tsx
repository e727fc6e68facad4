import { Button } from 'antd'
import { Notice } from '#web/record/notice.tsx'
import { changedLines } from '../office/lines.ts'
import { schemeLines, type Draft } from './scheme-lines.ts'
import type { SchemeRow } from './scheme-queries.ts'
import styles from './scheme.module.css'
import { draftOf } from './use-draft.ts'

type Props = { row: SchemeRow; base: Draft; mine: Draft; onMerge: () => void; onTakeTheirs: () => void }

/** Somebody else saved meanwhile: what they changed, and the two ways on. What is typed here stays until one of them is chosen. */
export function SchemeOvertaken({ row, base, mine, onMerge, onTakeTheirs }: Props) {
  const theirs = changedLines(schemeLines(base), schemeLines(draftOf(row)))
  const own = new Map(changedLines(schemeLines(base), schemeLines(mine)).map((line) => [line.key, line.after]))
  return (
    <Notice
      tone="warn"
      role="alert"
      title={`${row.madeByName}刚刚保存了这份草稿。您的修改没有丢失，合并后可以继续。`}
      action={
        <div className={styles.acts}>
          <Button size="small" onClick={onTakeTheirs}>
            放弃我的修改
          </Button>
          <Button size="small" type="primary" onClick={onMerge}>
            合并后继续
          </Button>
        </div>
      }
    >
      <dl className={styles.others} aria-label="他人的修改">
        {theirs.map(({ key, label, before, after }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              {before || '（空）'} → {after || '（空）'}
              {own.has(key) && own.get(key) !== after && <small>　您改为“{own.get(key) || '（空）'}”，合并后保留您的</small>}
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  )
}
