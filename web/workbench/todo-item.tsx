import { Link } from '@tanstack/react-router'
import { outcomeLabel } from '#kernel/workflow.ts'
import { RETURN_REASONS } from '#kernel/dictionaries.ts'
import { cityTime } from '../city-time.ts'
import { useNames } from '../api/names.ts'
import type { TodoRow } from '../api/types.ts'
import { moduleOf } from '../module-of.ts'
import { recordPlace } from '../places.ts'
import { DueMark } from './due-mark.tsx'
import styles from './workbench.module.css'

/** One thing to do: what, for whom, since when, until when; for what came back also why and from whom. */
export function TodoItem({ todo }: { todo: TodoRow }) {
  const names = useNames()
  const { returned, warnings } = todo
  return (
    <li className={styles.item} data-kind={todo.kind}>
      <Link {...recordPlace(todo.module, todo.recordId)} className={styles.open} data-todo="">
        <span className={styles.line}>
          <span className={styles.tag} data-kind={todo.kind}>
            {todo.kindName}
          </span>
          {todo.forName !== null && (
            <span className={styles.stand} title={`代${todo.forName}办理`}>
              代{todo.forName}
            </span>
          )}
          <span className={styles.title}>{todo.title || '（未填写名称）'}</span>
          <span className={styles.due}>{todo.due && <DueMark due={todo.due} wordy counted={warnings.length > 0} />}</span>
        </span>
        <span className={styles.facts}>
          <span>{todo.moduleName}</span>
          <span>{todo.stageLabel}</span>
          <span>{names.short(todo.owner)}</span>
          <time dateTime={todo.since}>{cityTime(todo.since).format('M月D日 HH:mm')} 到达</time>
        </span>
        {warnings.map((words) => (
          <span key={words} className={styles.warning}>
            {words}
          </span>
        ))}
        {returned && (
          <span className={styles.reason}>
            <b>{outcomeLabel(moduleOf(todo.module)!, returned.code) ?? names.at(returned.at).term(RETURN_REASONS, returned.code)}</b>
            {returned.words && `：${returned.words}`}
            <span className={styles.from}>
              {returned.byName} 于 {cityTime(returned.at).format('M月D日 HH:mm')} 驳回
            </span>
          </span>
        )}
      </Link>
    </li>
  )
}
