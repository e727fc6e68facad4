import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useRef } from 'react'
import { todoNames, type TodoKind } from '#kernel/todo.ts'
import { modules } from '#modules/all.ts'
import { todosQuery } from '../api/todo-queries.ts'
import type { TodoSummary } from '../api/types.ts'
import { Failed } from '../shell/failed.tsx'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import { NothingToDo } from './nothing-to-do.tsx'
import type { WorkbenchSearch } from './search.ts'
import { TodoItem } from './todo-item.tsx'
import styles from './workbench.module.css'

type Props = { search: WorkbenchSearch; summary: TodoSummary | undefined }

/** The to-dos, the most pressing first, narrowed by business and by why they are here. */
export function TodoDesk({ search, summary }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const walk = useArrowKeys(frame, 'a[data-todo]')
  const todos = useInfiniteQuery(todosQuery(search))
  const rows = todos.data?.pages.flatMap((page) => page.rows)
  return (
    <section className={styles.desk} aria-label="我的待办">
      <div className={styles.segments}>
        <h2>我的待办</h2>
        <Segments search={search} summary={summary} />
      </div>
      <div ref={frame} role="group" aria-label="待办列表" onKeyDown={walk} aria-busy={todos.isPlaceholderData || !rows}>
        {todos.error && !rows ? (
          <Failed error={todos.error} again={todos.refetch} />
        ) : !rows ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <NothingToDo search={search} />
        ) : (
          <ul>
            {rows.map((todo) => (
              <TodoItem key={`${todo.recordId} ${todo.kind}`} todo={todo} />
            ))}
          </ul>
        )}
      </div>
      {todos.hasNextPage && (
        <Button type="text" block loading={todos.isFetchingNextPage} onClick={() => void todos.fetchNextPage()}>
          显示更多
        </Button>
      )}
    </section>
  )
}

const KINDS: (TodoKind | undefined)[] = [undefined, 'handle', 'returned', 'renew', 'ask', 'draft']

/** Why it is here, and of which business: only those of which anything is. */
function Segments({ search, summary }: Props) {
  const counted = new Map(summary?.modules.map((entry) => [entry.module, entry]))
  const chosen = summary?.modules.filter((entry) => search.module === undefined || entry.module === search.module) ?? []
  const businesses = modules.filter(({ path }) => counted.has(path) || path === search.module)
  return (
    <>
      <nav aria-label="按类型查看" className={styles.kinds}>
        {KINDS.map((kind) => {
          const count = kind ? chosen.reduce((sum, entry) => sum + entry[kind], 0) : 0
          return (
            <Link
              key={kind ?? ''}
              to="/"
              search={{ ...(search.module ? { module: search.module } : {}), ...(kind ? { kind } : {}) }}
              className={styles.kind}
              aria-current={search.kind === kind ? 'true' : undefined}
              activeProps={{ 'aria-current': search.kind === kind ? 'true' : undefined }}
            >
              {kind ? todoNames[kind] : '全部'}
              {count > 0 && <small>{count}</small>}
            </Link>
          )
        })}
      </nav>
      <nav aria-label="按业务查看" className={styles.businesses}>
        {[{ path: undefined, name: '所有业务' }, ...businesses].map(({ path, name }) => (
          <Link
            key={name}
            to="/"
            search={{ ...(path ? { module: path } : {}), ...(search.kind ? { kind: search.kind } : {}) }}
            className={styles.business}
            activeProps={{ 'aria-current': search.module === path ? 'true' : undefined }}
            aria-current={search.module === path ? 'true' : undefined}
          >
            {name}
            {path && counted.get(path)?.count ? <small>{counted.get(path)?.count}</small> : null}
          </Link>
        ))}
      </nav>
    </>
  )
}

function Waiting() {
  return (
    <div role="status" aria-label="正在取待办">
      {Array.from({ length: 6 }, (_, at) => (
        <div key={at} className={styles.waiting}>
          <Skeleton active title={{ width: `${40 + ((at * 13) % 30)}%` }} paragraph={{ rows: 1, width: '60%' }} />
        </div>
      ))}
    </div>
  )
}
