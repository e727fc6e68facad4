import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { TextsCompared } from '#web/record/difference-view.tsx'
import { call } from '../api/call.ts'
import { momentText } from '../city-time.ts'
import { Failed } from '../shell/failed.tsx'
import { changedLines, type Line } from './lines.ts'
import styles from './office.module.css'

type Version<C> = { version: number; content: C; note: string | null; byName: string; at: string }

type Props<C> = {
  /** Under which the answers are kept, so that the stream renews them. */
  queryKey: readonly string[]
  path: string
  /** What stood before the first version that is kept. */
  beginning: C
  linesOf: (content: C) => Line[]
  /** What else can be done with a version, e.g. begin from it again. */
  more?: (content: C, version: number) => ReactNode
}

/** Who changed what and when, newest first; each change side by side with what was before it. */
export function VersionHistory<C>({ queryKey, path, beginning, linesOf, more }: Props<C>) {
  const [opened, open] = useState<number>()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ signal, pageParam }) => call<Version<C>[]>('GET', path, { signal, query: { before: pageParam } }),
    initialPageParam: undefined as number | undefined,
    // One more than is shown comes with each page, for the oldest to be compared with.
    getNextPageParam: (page) => (page.length > PAGE ? page[PAGE - 1]!.version : undefined),
  })
  if (error && !data) return <Failed error={error} again={refetch} />
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />
  const known = new Map(data.pages.flat().map((version) => [version.version, version]))
  const shown = [...known.values()].filter(({ version }) => version > 0).slice(0, data.pages.length * PAGE)
  if (shown.length === 0) return <p className={styles.nothing}>还没有修改过，现行内容与系统发布时一致。</p>
  return (
    <>
      <ol className={styles.versions}>
        {shown.map(({ version, content, note, byName, at }) => (
          <li key={version}>
            <div className={styles.versionHead}>
              <b>第 {version} 版</b>
              <span>{byName}</span>
              <time dateTime={at}>{momentText(at)}</time>
              {note && <span className={styles.note}>{note}</span>}
              <span className={styles.versionActs}>
                {more?.(content, version)}
                <Button
                  type="link"
                  size="small"
                  aria-expanded={opened === version}
                  onClick={() => open(opened === version ? undefined : version)}
                >
                  {opened === version ? '收起' : '查看改动'}
                </Button>
              </span>
            </div>
            {opened === version && <Changes before={linesOf(known.get(version - 1)?.content ?? beginning)} after={linesOf(content)} />}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          显示更早的修改
        </Button>
      )}
    </>
  )
}

/** As many as the server shows on a page. */
const PAGE = 50

function Changes({ before, after }: { before: readonly Line[]; after: readonly Line[] }) {
  const changed = changedLines(before, after)
  if (changed.length === 0) return <p className={styles.nothing}>没有文字上的改动。</p>
  return changed.map((pair) => (
    <TextsCompared key={pair.key} title={pair.label} before={pair.before} after={pair.after} labels={['修改前', '修改后']} blank="（无）" />
  ))
}
