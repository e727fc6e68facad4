import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/day.ts'
import { List, type Column } from '../administration/list.tsx'
import { useMe } from '../api/me.ts'
import { dayText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { reportNames, type ReportId } from './queries.ts'
import reports from './reports.module.css'
import { SchemeCopy } from './scheme-copy.tsx'
import { schemesQuery, standingOf, type SchemeRow } from './scheme-queries.ts'
import { SchemeState } from './scheme-state.tsx'
import { weightWords } from '#indicators/scheme-words.ts'

/** 指标体系: every version of a report’s, with what is in force when. */
export function SchemeListPage() {
  const { report } = useParams({ from: '/shell/reports/$report/schemes' }) as { report: ReportId }
  usePageTitle(`${reportNames[report]}指标体系`)
  const { data, error, refetch } = useQuery(schemesQuery(report))
  const me = useMe()
  const keeps = me.posts.some(({ kind, role }) => kind === 'office' && role === 'module-admin')
  const [copied, copy] = useState<SchemeRow>()
  const today = dayOf(new Date())
  const columns: Column<SchemeRow>[] = [
    {
      label: '版本',
      width: 150,
      cell: ({ id, validFrom }) => (
        <Link to="/reports/$report/schemes/$scheme" params={{ report, scheme: id }}>
          {validFrom}起施行
        </Link>
      ),
    },
    { label: '状态', width: 95, cell: (row) => <SchemeState {...standingOf(row, data!, today)} /> },
    { label: '有效期', width: 205, cell: (row) => validity(row, data!, today) },
    {
      label: '一级指标',
      width: 290,
      wraps: true,
      cell: ({ content }) => content.dimensions.map((each) => each.name + weightWords(each)).join('，'),
    },
    {
      label: '最后修改',
      width: 170,
      wraps: true,
      cell: ({ madeByName, madeAt, note }) => (
        <>
          {madeByName}，{dayText(madeAt)}
          {note && <small title={note}>{note}</small>}
        </>
      ),
    },
    ...(keeps
      ? [
          {
            label: '操作',
            width: 100,
            cell: (row: SchemeRow) => (
              <Button type="link" size="small" aria-label={`以此新建：${row.validFrom}起施行的版本`} onClick={() => copy(row)}>
                以此新建
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <div className={reports.page}>
      <header className={reports.head}>
        <h1>{reportNames[report]}指标体系</h1>
        <Link to="/reports/$report" params={{ report }}>
          返回报表排名
        </Link>
      </header>
      <p className={reports.note}>
        一期报表按该期最后一天有效的指标体系计分。已经启用的版本不能修改；需要调整的，以已有版本新建草稿，试算后启用。
      </p>
      <section>
        <List
          caption="指标体系各版本"
          columns={columns}
          keyOf={({ id }) => id}
          rows={data}
          error={error}
          again={() => void refetch()}
          empty="还没有指标体系。"
        />
      </section>
      {copied && <SchemeCopy source={copied} taken={data!} onClose={() => copy(undefined)} />}
    </div>
  )
}

function validity(row: SchemeRow, all: readonly SchemeRow[], today: string): string {
  const { state, last } = standingOf(row, all, today)
  const days = `${row.validFrom}${last === null ? '起' : `至${last}`}`
  return state === 'draft' ? `拟自${days}` : days
}
