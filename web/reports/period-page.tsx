import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { momentText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { CheckFiles } from './check-files.tsx'
import { Comparison } from './comparison.tsx'
import { FixPanel } from './fix-panel.tsx'
import { HandFigures } from './hand-figures.tsx'
import { MissingPart } from './missing-part.tsx'
import { PaperButtons } from './paper-buttons.tsx'
import {
  computationQuery,
  mayCompute,
  periodName,
  periodQuery,
  recordsQuery,
  reportNames,
  schemeWords,
  type Computation,
  type Period,
} from './queries.ts'
import { Ranking } from './ranking.tsx'
import styles from './reports.module.css'

/** One period: computed, looked at, fixed by two, put right by a reissue. */
export function PeriodPage() {
  const { id } = useParams({ from: '/shell/reports/periods/$id' })
  const { data: period, error } = useQuery(periodQuery(id))
  usePageTitle(period ? `${periodName(period.first, period.last)}${reportNames[period.report]}` : '报表')
  if (!period)
    return (
      <div className={styles.page} role="status">
        {error ? sentenceOf(error) : '正在打开……'}
      </div>
    )
  return <OnePeriod period={period} />
}

function OnePeriod({ period }: { period: Period }) {
  const me = useMe()
  const atOffice = me.posts.some(({ kind }) => kind === 'office')
  const computes = mayCompute(me)
  const shown = shownOf(period)
  const [chosen, choose] = useState<string>()
  const current = shown.find(({ value }) => value === chosen) ?? shown[0]
  const { data: computation } = useQuery({ ...computationQuery(current?.value ?? ''), enabled: current !== undefined })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          {periodName(period.first, period.last)}
          {reportNames[period.report]}
        </h1>
        <div className={styles.choose}>
          {shown.length > 0 && (
            <Select aria-label="查看哪一次" value={current!.value} onChange={choose} options={shown} popupMatchSelectWidth={false} />
          )}
          {current && <PaperButtons computation={current.value} />}
          {computes && <Compute period={period} onDone={choose} />}
        </div>
      </header>
      {period.issues.length === 0 && <MissingPart period={period} />}
      {current === undefined && (
        <p className={styles.note}>{atOffice ? '还没有计算。点击“计算”，按已审定的事项生成本期指标值和得分。' : '本期报表尚未定稿。'}</p>
      )}
      {computes && <HandFigures period={period.id} />}
      {atOffice && computation && <FixPanel period={period} computation={computation} />}
      {computation && <Shown period={period} computation={computation} />}
    </div>
  )
}

/** What may be looked at: what was fixed, and at the office every computation. */
function shownOf({ issues, computations }: Period): { value: string; label: string }[] {
  const fixed = new Map(issues.map(({ computation, issue }) => [computation, issue]))
  const rest = computations.filter(({ id }) => !fixed.has(id))
  // What was computed since the last issue is looked at first; what came before it is a draft that nobody chose.
  const newer = computations[0] !== undefined && !fixed.has(computations[0].id) ? 1 : 0
  return [
    ...rest.slice(0, newer).map(labelled),
    ...issues.map(({ computation, issue, fixedAt }) => ({
      value: computation,
      label: `${issue === 1 ? '定稿' : `第${issue}次发布`}（${momentText(fixedAt)}）`,
    })),
    ...rest.slice(newer).map(labelled),
  ]
}

const labelled = ({ id, number, lockedAt }: Period['computations'][number]) => ({
  value: id,
  label: `第${number}次计算（${momentText(lockedAt)}，未定稿）`,
})

function Shown({ period, computation }: { period: Period; computation: Computation }) {
  const issue = period.issues.find((each) => each.computation === computation.id)
  const waiting = computation.result.units.filter(({ pending }) => pending)
  return (
    <>
      <p className={styles.note}>
        {issue
          ? `${issue.fixedByName}于${momentText(issue.fixedAt)}定稿，${issue.askedByName}提请。`
          : `${computation.computedByName}于${momentText(computation.lockedAt)}计算，未定稿；此后审定的事项未计入。`}
        按{schemeWords(computation.scheme)}计分。校验码：<code title="指标体系、指标值和得分">{computation.digest.slice(0, 16)}</code>
        {issue && (
          <>
            ，计入事项校验码：<code>{issue.rowsDigest.slice(0, 16)}</code>
          </>
        )}
      </p>
      {waiting.length > 0 && (
        <p className={styles.waiting} role="status">
          {waiting.length}个单位的指标值未到，不生成指数和排名：{waiting.map(({ name }) => name).join('、')}。
        </p>
      )}
      <CheckFiles computation={computation.id} />
      <Ranking
        caption="排名"
        scheme={computation.scheme}
        result={computation.result}
        counted={(unit, indicator) => recordsQuery(period.report, computation.id, { unit, indicator })}
      />
      <Comparison key={computation.id} period={period} computation={computation} />
    </>
  )
}

function Compute({ period, onDone }: { period: Period; onDone: (computation: string) => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const compute = async () => {
    setBusy(true)
    try {
      const { id, number, unchanged } = await call<{ id: string; number: number; unchanged: boolean }>(
        'POST',
        `/api/reports/periods/${period.id}/computations`,
      )
      await client.invalidateQueries({ queryKey: ['reports'] })
      onDone(id)
      void message.success(unchanged ? `指标值没有变化，仍为第${number}次计算` : '已计算')
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const seconds = useSeconds(busy)
  return (
    <>
      <Button type="primary" loading={busy} onClick={() => void compute()}>
        {period.computations.length > 0 ? '重新计算' : '计算'}
      </Button>
      <span className={styles.progress} role="status">
        {seconds > 0 && `正在统计已审定的事项，已用 ${seconds} 秒……`}
      </span>
    </>
  )
}

/** How long something takes already; nothing is told of what is done within a second. */
function useSeconds(busy: boolean): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!busy) return undefined
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => {
      clearInterval(timer)
      setSeconds(0)
    }
  }, [busy])
  return seconds
}
