import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { todosQuery } from '#web/api/todo-queries.ts'
import { recordPlace } from '#web/places.ts'
import { noteDeed, useDeed } from './deeds.ts'
import { Notice } from './notice.tsx'

/** What was just done here, and the next thing on the desk; nobody is taken away from the page. */
export function NextTodo({ record }: { record: string }) {
  const deed = useDeed(record)
  const todos = useInfiniteQuery({ ...todosQuery({}), enabled: deed !== null })
  useEffect(() => {
    if (deed !== null) document.getElementById('main')?.scrollTo({ top: 0 })
  }, [deed])
  if (deed === null) return null
  const next = todos.data?.pages[0]?.rows.find((row) => row.recordId !== record)
  return (
    <Notice tone="good" role="status" title={deed} onClose={() => noteDeed(record, null)}>
      {next ? (
        <p>
          下一件待办：
          <Link {...recordPlace(next.module, next.recordId)}>
            {next.moduleName}　{next.title}
          </Link>
          （{next.stageLabel}）
        </p>
      ) : (
        <p>{todos.data ? '没有其他待办了。' : '正在查找下一件待办……'}</p>
      )}
    </Notice>
  )
}
