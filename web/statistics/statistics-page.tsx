import { useQuery } from '@tanstack/react-query'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { List, type Column } from '../administration/list.tsx'
import { cityTime } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { returnsQuery, stepsQuery, type ReturnRate, type Span, type StepTime } from './query.ts'
import styles from './statistics.module.css'

/** 驳回率 with both its numbers, and how long things stand at each step. */
export function StatisticsPage() {
  usePageTitle('办理统计')
  const [span, setSpan] = useState<Span>(() => ({ from: cityTime().format('YYYY-01-01'), to: cityTime().format('YYYY-MM-DD') }))
  const returns = useQuery(returnsQuery(span))
  const steps = useQuery(stepsQuery(span))
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>办理统计</h1>
        <DatePicker.RangePicker
          aria-label="统计时段"
          value={[dayjs(span.from), dayjs(span.to)]}
          onChange={(range) =>
            range?.[0] && range[1] && setSpan({ from: range[0].format('YYYY-MM-DD'), to: range[1].format('YYYY-MM-DD') })
          }
          allowClear={false}
        />
      </header>
      <section aria-labelledby="returns">
        <h2 id="returns">驳回率</h2>
        <p className={styles.note}>驳回率＝被其他单位驳回的次数÷其他单位审核的次数。本单位的审核和已经撤回的审核不计入。</p>
        <List
          caption="驳回率"
          columns={RETURNS}
          keyOf={({ org, module }) => `${org} ${module}`}
          rows={returns.data && [...returns.data].sort((a, b) => rate(b) - rate(a) || b.judged - a.judged)}
          error={returns.error}
          stale={returns.isPlaceholderData}
          again={() => void returns.refetch()}
          empty="这一时段没有经其他单位审核的事项。"
        />
      </section>
      <section aria-labelledby="steps">
        <h2 id="steps">各环节用时</h2>
        <p className={styles.note}>从到达该环节到办理完成的天数。“九成以内”指九成事项在此天数内办完。</p>
        <List
          caption="各环节用时"
          columns={STEPS}
          keyOf={({ module, step }) => `${module} ${step}`}
          rows={steps.data}
          error={steps.error}
          stale={steps.isPlaceholderData}
          again={() => void steps.refetch()}
          empty="这一时段没有办理过的事项。"
        />
      </section>
    </div>
  )
}

const rate = ({ returned, judged }: ReturnRate) => returned / judged

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

const daysText = (days: number) => (days < 0.1 ? '不到 0.1' : days.toFixed(1))

const RETURNS: readonly Column<ReturnRate>[] = [
  { label: '单位', width: 320, cell: ({ orgName }) => orgName, wraps: true },
  { label: '业务', width: 140, cell: ({ moduleName }) => moduleName },
  { label: '驳回率', width: 100, cell: (row) => <b>{percent(rate(row))}</b> },
  { label: '驳回次数', width: 100, cell: ({ returned }) => returned },
  { label: '审核次数', width: 100, cell: ({ judged }) => judged },
]

const STEPS: readonly Column<StepTime>[] = [
  { label: '业务', width: 140, cell: ({ moduleName }) => moduleName },
  { label: '环节', width: 240, cell: ({ stepLabel }) => stepLabel, wraps: true },
  { label: '办理次数', width: 100, cell: ({ handled }) => handled },
  { label: '中位数（天）', width: 120, cell: ({ median }) => daysText(median) },
  { label: '九成以内（天）', width: 130, cell: ({ slow }) => daysText(slow) },
  { label: '超期办理', width: 100, cell: ({ late }) => late },
]
