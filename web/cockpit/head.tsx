import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import type { Cockpit, Issued } from '#cockpits/cockpit.ts'
import { momentText } from '../city-time.ts'
import { periodName, type ReportId } from '../reports/queries.ts'
import styles from './head.module.css'
import { issuesQuery } from './queries.ts'

type Props = {
  report: ReportId
  title: ReactNode
  cockpit: Cockpit | undefined
  of: string | undefined
  onChoose: (of: string | undefined) => void
  /** More to do beside printing. */
  tools?: ReactNode
}

/** What is looked at: now, or one of the fixed issues; told so that nobody takes one for the other. */
export function CockpitHead({ report, title, cockpit, of, onChoose, tools }: Props) {
  const { data: issued = [] } = useQuery(issuesQuery(report))
  const issues = issued.map((each) => ({ value: each.computation, label: `${periodName(each.first, each.last)}（${issueWords(each)}）` }))
  const chosen = issued.find(({ computation }) => computation === of)
  // A draft of the office: in the address, and in no list.
  const known = of === undefined || chosen !== undefined
  const other =
    known || !cockpit ? [] : [{ value: of, label: `${periodName(cockpit.first, cockpit.last)}（${stateWords[cockpit.state]}）` }]
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      <div className={styles.tools}>
        <Select
          aria-label="查看时点"
          value={of ?? LIVE}
          onChange={(value) => onChoose(value === LIVE ? undefined : value)}
          options={[{ value: LIVE, label: '实时数据（未定稿）' }, ...other, ...issues]}
          popupMatchSelectWidth={false}
          virtual={false}
        />
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          打印
        </Button>
        {tools}
      </div>
      {cockpit && <Moment cockpit={cockpit} corrected={chosen?.corrected ?? false} />}
    </header>
  )
}

const LIVE = 'live'

const stateWords = { live: '实时数据', fixed: '定稿', draft: '未定稿' } as const

/** 定稿, 第2次发布; 首次定稿，已更正 where a later one has taken its place. */
function issueWords({ issue, corrected }: Issued): string {
  if (issue > 1) return `第${issue}次发布${corrected ? '，已更正' : ''}`
  return corrected ? '首次定稿，已更正' : '定稿'
}

function Moment({ cockpit, corrected }: { cockpit: Cockpit; corrected: boolean }) {
  const { state, first, last, at, scheme, previous, dropped } = cockpit
  return (
    <p className={styles.moment} role="status">
      <span className={styles.state} data-state={corrected ? 'corrected' : state}>
        {state === 'live' ? '实时' : corrected ? '已更正' : state === 'fixed' ? '定稿' : '草稿'}
      </span>
      <span>{periodName(first, last)}</span>
      <span>{state === 'live' ? '按已审定的事项实时计算，以定稿报表为准' : `计入${momentText(at)}以前审定的事项`}</span>
      {corrected && <span>本期报表已更正重发，以最近一次发布的为准</span>}
      {scheme.validFrom && <span>按{scheme.validFrom}起施行的指标体系计分</span>}
      {previous && (
        <span>
          {previous.comparable
            ? `与${periodName(previous.first, previous.last)}定稿比较${dropped.length > 0 ? '（本期有指标数据未到，名次变化仅供参考）' : ''}`
            : `${periodName(previous.first, previous.last)}按另一版指标体系计分，不作升降比较`}
        </span>
      )}
    </p>
  )
}
