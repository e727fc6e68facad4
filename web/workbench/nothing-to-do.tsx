import { CheckCircleOutlined } from '@ant-design/icons'
import { todoNames } from '#kernel/todo.ts'
import { modules } from '#modules/all.ts'
import { filingPosts, useMe } from '../api/me.ts'
import { newPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import type { WorkbenchSearch } from './search.ts'
import { beginWords } from './shortcuts.tsx'
import styles from './workbench.module.css'

/** An empty desk says why it is empty, and what one might do instead. */
export function NothingToDo({ search }: { search: WorkbenchSearch }) {
  const me = useMe()
  if (search.kind || search.module) {
    return (
      <div className={styles.nothing}>
        <p className={styles.nothingTitle}>{search.kind ? `没有“${todoNames[search.kind]}”的事项` : '这项业务没有待办'}</p>
        <ButtonLink to="/">查看全部待办</ButtonLink>
      </div>
    )
  }
  const files = modules.filter((module) => filingPosts(me, module).length > 0)
  return (
    <div className={styles.nothing}>
      <CheckCircleOutlined className={styles.done} aria-hidden />
      <p className={styles.nothingTitle}>待办已全部办结</p>
      <p>新的事项到达后会自动出现在这里，无需刷新页面。</p>
      <div className={styles.nothingActions}>
        {files.map((module) => (
          <ButtonLink key={module.path} {...newPlace(module.path)} look="primary">
            {beginWords(module)}
          </ButtonLink>
        ))}
      </div>
    </div>
  )
}
