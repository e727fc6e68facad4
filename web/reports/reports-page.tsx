import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, DatePicker, Popover, Segmented } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { List, type Column } from '../administration/list.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { dayText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import {
  liveQuery,
  mayCompute,
  periodName,
  periodsQuery,
  recordsQuery,
  reportNames,
  schemeWords,
  type PeriodRow,
  type ReportId,
} from './queries.ts'
import { Ranking } from './ranking.tsx'
import { ReportLinks } from './report-links.tsx'
import styles from './reports.module.css'

/** A report: its periods, and how the running one stands. */
export function ReportsPage() {
  const { report } = useParams({ from: '/shell/reports/$report' }) as { report: ReportId }
  usePageTitle(reportNames[report])
  const navigate = useNavigate()
  const me = useMe()
  const periods = useQuery(periodsQuery(report))
  const live = useQuery(liveQuery(report))
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{reportNames[report]}</h1>
        <ReportLinks report={report} />
        <Segmented<ReportId>
          aria-label="报表"
          value={report}
          onChange={(to) => void navigate({ to: '/reports/$report', params: { report: to } })}
          options={Object.entries(reportNames).map(([value, label]) => ({ value: value as ReportId, label }))}
        />
      </header>
      <section aria-labelledby="periods">
        <div className={styles.sectionHead}>
          <h2 id="periods">各期报表</h2>
          {mayCompute(me) && <OpenPeriod report={report} />}
        </div>
        <List
          caption="各期报表"
          columns={PERIODS}
          keyOf={({ id }) => id}
          rows={periods.data}
          error={periods.error}
          again={() => void periods.refetch()}
          empty="还没有开启任何一期报表。"
        />
      </section>
      <section aria-labelledby="live">
        <h2 id="live">本期实时数据</h2>
        {live.data ? (
          <>
            <p className={styles.note}>
              {periodName(live.data.first, live.data.last)}，按已审定的事项实时计算，未定稿，以定稿报表为准。按
              {schemeWords(live.data.scheme)}计分。
            </p>
            <Ranking
              caption="本期实时排名"
              scheme={live.data.scheme}
              result={live.data.result}
              counted={(unit, indicator) => recordsQuery(report, undefined, { unit, indicator })}
            />
          </>
        ) : (
          <p className={styles.note} role="status">
            {live.error ? sentenceOf(live.error) : '正在计算……'}
          </p>
        )}
      </section>
    </div>
  )
}

const PERIODS: readonly Column<PeriodRow>[] = [
  {
    label: '报表期',
    width: 180,
    cell: ({ id, first, last }) => (
      <Link to="/reports/periods/$id" params={{ id }}>
        {periodName(first, last)}
      </Link>
    ),
  },
  { label: '状态', width: 140, cell: ({ issue }) => (issue === null ? '未定稿' : issue === 1 ? '已定稿' : `已定稿（第${issue}次发布）`) },
  { label: '计算次数', width: 90, cell: ({ computed }) => computed ?? 0 },
  { label: '开启', width: 200, cell: ({ openedByName, openedAt }) => `${openedByName}，${dayText(openedAt)}` },
]

function OpenPeriod({ report }: { report: ReportId }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [on, setOn] = useState<Dayjs>(dayjs())
  const open = async () => {
    try {
      await call('POST', `/api/reports/${report}/periods`, { body: { on: on.format('YYYY-MM-DD') } })
      await client.invalidateQueries({ queryKey: periodsQuery(report).queryKey })
      void message.success('已开启')
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  const choose = (
    <div className={styles.choose}>
      <DatePicker
        aria-label="所属日期"
        picker={report === 'district' ? 'quarter' : 'month'}
        value={on}
        onChange={(chosen) => chosen && setOn(chosen)}
        allowClear={false}
      />
      <Button type="primary" onClick={() => void open()}>
        开启
      </Button>
    </div>
  )
  return (
    <Popover content={choose} trigger="click" placement="bottomRight">
      <Button icon={<PlusOutlined aria-hidden />}>开启一期报表</Button>
    </Popover>
  )
}
