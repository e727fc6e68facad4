import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { WhatIf, Wish } from '#indicators/what-if.ts'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { useRested } from '../shell/use-rested.ts'
import { liveQuery, periodName, reportNames, schemeWords, type Live, type ReportId } from './queries.ts'
import reports from './reports.module.css'
import { WhatIfItems } from './what-if-items.tsx'
import { WhatIfBrief, WhatIfOutcome } from './what-if-outcome.tsx'
import styles from './what-if.module.css'

/** 测算: what a unit’s index and rank would be with more or fewer of something. Only asked, never written. */
export function WhatIfPage() {
  const { report } = useParams({ from: '/shell/reports/$report/what-if' }) as { report: ReportId }
  const { unit } = useSearch({ from: '/shell/reports/$report/what-if' })
  usePageTitle(`${reportNames[report]}测算`)
  const me = useMe()
  const { data: live, error, refetch } = useQuery(liveQuery(report))
  const anybody = me.posts.some(({ kind }) => kind === 'office' || kind === 'city')
  const offered = live?.units.filter(({ id }) => anybody || me.posts.some(({ org }) => org === id)) ?? []
  const chosen = offered.find(({ id }) => id === unit) ?? offered[0]
  const navigate = useNavigate()
  return (
    <div className={reports.page}>
      <header className={reports.head}>
        <h1>{reportNames[report]}测算</h1>
        <div className={reports.choose}>
          {offered.length > 1 && (
            <Select
              aria-label="测算哪个单位"
              value={chosen!.id}
              onChange={(id) => void navigate({ to: '.', search: { unit: id } as never })}
              showSearch={{ optionFilterProp: 'label' }}
              options={offered.map(({ id, name }) => ({ value: id, label: name }))}
              style={{ width: 220 }}
            />
          )}
          <Link to="/reports/$report" params={{ report }}>
            返回报表排名
          </Link>
        </div>
      </header>
      {!live && (
        <p className={reports.note} role="status">
          {error ? sentenceOf(error) : '正在读取本期数据……'}
          {error && (
            <Button type="link" size="small" onClick={() => void refetch()}>
              重试
            </Button>
          )}
        </p>
      )}
      {live && !chosen && <Elsewhere report={report} />}
      {live && chosen && <Asking key={chosen.id} report={report} live={live} unit={chosen} />}
    </div>
  )
}

function Elsewhere({ report }: { report: ReportId }) {
  const other = report === 'district' ? 'project' : 'district'
  return (
    <p className={reports.note} role="status">
      本报表不含您所在的单位，只能测算本单位的指数和排名。可查看
      <Link to="/reports/$report/what-if" params={{ report: other }}>
        {reportNames[other]}测算
      </Link>
      。
    </p>
  )
}

type AskingProps = { report: ReportId; live: Live; unit: Live['units'][number] }

function Asking({ report, live, unit }: AskingProps) {
  const [wish, setWish] = useState<Wish>({})
  // Answered while one types, and not for every keystroke.
  const asked = useRested(JSON.stringify(wish))
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['reports', report, 'what-if', unit.id, asked],
    queryFn: ({ signal }) =>
      call<WhatIf>('POST', `/api/reports/${report}/what-if`, { body: { unit: unit.id, wish: JSON.parse(asked) }, signal }),
    placeholderData: keepPreviousData,
  })
  const wished = Object.keys(wish).length > 0
  const change = (indicator: string, part: string, more: number) => {
    const { [part]: _before, ...rest } = wish[indicator] ?? {}
    const parts = more === 0 ? rest : { ...rest, [part]: more }
    const { [indicator]: _old, ...others } = wish
    setWish(Object.keys(parts).length === 0 ? others : { ...others, [indicator]: parts })
  }
  const plusOne = (indicator: string, part: string) => change(indicator, part, (wish[indicator]?.[part] ?? 0) + 1)
  return (
    <>
      <p className={reports.note}>
        {unit.name}，{periodName(live.first, live.last)}，按{schemeWords(live.scheme)}和此刻已审定的数据测算，其他单位保持不变。
        <b>只作测算，不写入任何内容。</b>
      </p>
      <div className={styles.desk}>
        <section className={styles.card} aria-labelledby="items">
          <div className={styles.cardHead}>
            <h2 id="items">增加或减少</h2>
            <Button size="small" disabled={!wished} onClick={() => setWish({})}>
              全部复原
            </Button>
          </div>
          <WhatIfItems scheme={live.scheme} units={live.units} unit={unit} wish={wish} onChange={change} />
        </section>
        <div className={styles.answer}>
          {error && !data ? (
            <p className={reports.waiting} role="alert">
              {sentenceOf(error)}
              <Button type="link" size="small" onClick={() => void refetch()}>
                重试
              </Button>
            </p>
          ) : (
            <WhatIfOutcome scheme={live.scheme} answer={data} busy={isFetching} onMore={plusOne} />
          )}
        </div>
      </div>
      <WhatIfBrief answer={data} />
    </>
  )
}
