import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { todosQuery } from '#web/api/todo-queries.ts'
import { recordPlace } from '#web/places.ts'
import { noteDeed, useDeed } from './deeds.ts'

/** What was just done here, and the next thing on the desk; nobody is taken away from the page. */
export function NextTodo({ record }: { record: string }) {
  const deed = useDeed(record)
  const todos = useInfiniteQuery({ ...todosQuery({}), enabled: deed !== null })
  if (deed === null) return null
  const next = todos.data?.pages[0]?.rows.find((row) => row.recordId !== record)
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={deed}
      description={
        next ? (
          <>
            下一件待办：
            <Link {...recordPlace(next.module, next.recordId)}>
              {next.moduleName}　{next.title}
            </Link>
            （{next.stageLabel}）
          </>
        ) : todos.data ? (
          '没有其他待办了。'
        ) : (
          '正在查找下一件待办……'
        )
      }
      closable={{ onClose: () => noteDeed(record, null) }}
    />
  )
}
