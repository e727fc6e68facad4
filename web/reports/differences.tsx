import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { two } from '#indicators/shown.ts'
import { List, type Column } from '../administration/list.tsx'
import { call } from '../api/call.ts'
import type { Computation } from './queries.ts'
import styles from './reports.module.css'

type Change<T = string> = { before: T | null; after: T | null }
type Difference = {
  id: string
  name: string
  index: Change
  rank: Change<number>
  band: Change
  scores: { indicator: string; name: string; score: Change; figure: Change }[]
}

const differencesQuery = (computation: string, before: string) =>
  queryOptions({
    queryKey: ['reports', 'differences', computation, before],
    queryFn: ({ signal }) => call<Difference[]>('GET', `/api/reports/computations/${computation}/differences/${before}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** `words` is what the computation is called that another is compared with. */
export type Before = { computation: string; words: string }

type Props = { computation: Computation; before: Before; cause: string | null; children: ReactNode }

/** What is otherwise than in another computation, unit by unit. */
export function Differences({ computation, before, cause, children }: Props) {
  const { data, error, refetch } = useQuery(differencesQuery(computation.id, before.computation))
  const has = (id: string) => computation.scheme.indicators.some((indicator) => indicator.id === id)
  const columns: Column<Difference>[] = [
    { label: '单位', width: 120, cell: ({ name }) => name },
    { label: '指数', width: 150, cell: ({ index }) => arrow(two(index.before), two(index.after)) },
    { label: '排名', width: 100, cell: ({ rank }) => arrow(rank.before ?? '—', rank.after ?? '—') },
    {
      label: '变化的指标',
      width: 420,
      wraps: true,
      cell: ({ scores, band }) =>
        band.after === null
          ? '不再列入本期报表'
          : scores
              .map(
                ({ indicator, name, score, figure }) =>
                  `${name} ${arrow(two(score.before), two(score.after))}（指标值 ${arrow(figure.before ?? '未到', figure.after ?? (has(indicator) ? '未到' : '不再列入'))}）`,
              )
              .join('；'),
    },
  ]
  return (
    <section aria-labelledby="differences">
      <div className={styles.sectionHead}>
        <h2 id="differences">与{before.words}的差异</h2>
        {children}
      </div>
      {cause && <p>更正原因：{cause}</p>}
      <List
        caption="差异"
        columns={columns}
        keyOf={({ id }) => id}
        rows={data}
        error={error}
        again={() => void refetch()}
        empty="没有差异。"
      />
    </section>
  )
}

const arrow = (before: string | number, after: string | number) => (before === after ? String(after) : `${before} → ${after}`)
