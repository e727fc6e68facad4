import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { useNames } from '../api/names.ts'
import { dayText } from '../city-time.ts'
import { ledgerPlace, recordPlace } from '../places.ts'
import type { Period } from './queries.ts'
import reports from './reports.module.css'
import styles from './missing.module.css'

type Unit = { id: string; name: string }
type Waiting = {
  module: string
  moduleName: string
  unit: string
  stage: string
  stageLabel: string
  kind: string
  kindName: string
  org: string
  role: string
  roleName: string
  count: number
  since: string
  owner: string | null
  units: (Unit & { count: number })[]
  indicators: string[]
  indicatorNames: string[]
}
type Overdue = {
  module: string
  owner: string
  moduleName: string
  unit: string
  org: string
  role: string
  roleName: string
  count: number
  due: string
  record: string
}
type Missing = {
  today: string
  last: string
  figures: { indicator: string; name: string; keeper: string | null; units: Unit[]; of: number }[]
  records: number
  waiting: Waiting[]
  overdue: Overdue[]
}

/** 计算前核对: what the period still waits for, in whose hands it is, since when. Numbers open to rows, rows to the ledger. */
export function MissingPart({ period }: { period: Period }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'period', period.id, 'missing'],
    queryFn: ({ signal }) => call<Missing>('GET', `/api/reports/periods/${period.id}/missing`, { signal }),
  })
  return (
    <section aria-labelledby="missing" className={styles.part}>
      <h2 id="missing">计算前核对</h2>
      {data ? (
        <Told period={period.id} missing={data} />
      ) : (
        <p className={reports.note} role="status">
          {error ? sentenceOf(error) : '正在核对……'}
          {error && (
            <Button type="link" size="small" onClick={() => void refetch()}>
              重试
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

function Told({ period, missing: { figures, records, waiting, overdue } }: { period: string; missing: Missing }) {
  const { short } = useNames()
  if (figures.length + waiting.length + overdue.length === 0)
    return <p className={reports.note}>应到的指标值均已录入，没有待审定的事项和逾期未更新的推进情况。</p>
  const steps = [...Map.groupBy(waiting, ({ module, stage, kind }) => `${module} ${stage} ${kind}`).values()]
  return (
    <div className={styles.kinds}>
      <Kind
        title="指标值未录入"
        count={`${new Set(figures.flatMap(({ units }) => units.map(({ id }) => id))).size} 个单位`}
        none={figures.length === 0}
        about="须由责任单位录入，未录入的单位不生成指数和排名。"
      >
        <ul className={styles.rows}>
          {figures.map((figure) => (
            <Figure
              key={figure.indicator}
              figure={figure}
              waiting={waiting.filter(({ indicators }) => indicators.includes(figure.indicator))}
            />
          ))}
        </ul>
      </Kind>
      <Kind
        title="在办事项"
        count={`${records} 件`}
        none={waiting.length === 0}
        about="计算前审定的，计入本期；计算后审定的，计入以后的计算。"
      >
        <ul className={styles.rows}>
          {steps.map((desks) => (
            <Step key={`${desks[0]!.module} ${desks[0]!.stage} ${desks[0]!.kind}`} period={period} desks={desks} />
          ))}
        </ul>
      </Kind>
      <Kind
        title="逾期未更新"
        count={`${overdue.reduce((sum, { count }) => sum + count, 0)} 件`}
        none={overdue.length === 0}
        about="应在本期更新推进情况，到期仍未更新的，按上次审定的内容计入。"
      >
        <ul className={styles.rows}>
          {overdue.map((each) => (
            <li key={`${each.module} ${each.org} ${each.role}`}>
              <span>
                {short(each.org)}
                {each.roleName}
              </span>
              <span>
                {each.count === 1 ? (
                  <Link {...recordPlace(each.module, each.record)}>
                    1 {each.unit}
                    {each.moduleName}
                  </Link>
                ) : (
                  <Link
                    {...ledgerPlace(each.module)}
                    search={{ stage: 'approved', ...(each.owner === each.org ? { owner: each.org } : {}) }}
                  >
                    {each.count} {each.unit}
                    {each.moduleName}
                  </Link>
                )}
                <small>最早应于{each.due}前更新</small>
              </span>
            </li>
          ))}
        </ul>
      </Kind>
    </div>
  )
}

type KindProps = { title: string; count: string; none: boolean; about: string; children: React.ReactNode }

/** A number that opens to its rows. */
function Kind({ title, count, none, about, children }: KindProps) {
  return none ? (
    <div className={styles.kind} data-none>
      <b>{title}</b> <span>无</span>
    </div>
  ) : (
    <details className={styles.kind}>
      <summary>
        <b>{title}</b> <span>{count}</span>
      </summary>
      <p className={reports.note}>{about}</p>
      {children}
    </details>
  )
}

function Figure({ figure: { name, keeper, units, of }, waiting }: { figure: Missing['figures'][number]; waiting: readonly Waiting[] }) {
  const { short } = useNames()
  const covered = new Set(waiting.flatMap((each) => each.units.map(({ id }) => id)))
  const bare = units.filter(({ id }) => !covered.has(id))
  return (
    <li>
      <span>{name}</span>
      <span>
        {units.length === of ? `${of}个单位均未录入` : `${units.length}个单位未录入：${units.map((unit) => unit.name).join('、')}`}
        {bare.length > 0 && <small>尚未报送{keeper && `，责任单位：${keeper}`}</small>}
        {waiting.map(({ module, stage, stageLabel, org, roleName, since }) => (
          <small key={`${module} ${stage}`}>
            <Link {...ledgerPlace(module)} search={{ stage }}>
              已报送，待“{stageLabel}”
            </Link>
            ，在{short(org)}
            {roleName}处，{dayText(since)}起
          </small>
        ))}
      </span>
    </li>
  )
}

/** One step of one business: how much waits there, on which desks, since when; the records when they are asked for. */
function Step({ period, desks }: { period: string; desks: readonly Waiting[] }) {
  const { short } = useNames()
  const [open, setOpen] = useState(false)
  const [first] = desks as [Waiting]
  const { module, stage, moduleName, stageLabel, unit, kind, kindName } = first
  const count = desks.reduce((sum, desk) => sum + desk.count, 0)
  const owner = desks.every((desk) => desk.owner !== null && desk.owner === first.owner) ? first.owner : null
  return (
    <li>
      <span>
        {moduleName}：{kind === 'handle' ? stageLabel : kindName}
        <small>{[...new Set(desks.flatMap(({ indicatorNames }) => indicatorNames))].join('、')}</small>
      </span>
      <span>
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {count} {unit}
        </Button>
        <Link {...ledgerPlace(module)} search={{ stage, ...(owner === null ? {} : { owner }) }}>
          台账
        </Link>
        {desks.slice(0, DESKS).map((desk) => (
          <small key={`${desk.org} ${desk.role}`}>
            {short(desk.org)}
            {desk.roleName}：{desk.count} {unit}，最早{dayText(desk.since)}起
          </small>
        ))}
        {desks.length > DESKS && <small>另有{desks.length - DESKS}个岗位</small>}
        {open && <Records period={period} module={module} stage={stage} />}
      </span>
    </li>
  )
}

/** As many desks as are read at a glance; all of them are in the records. */
const DESKS = 6

type Held = { all: number; records: { id: string; module: string; title: string; since: string; ownerName: string; units: string[] }[] }

function Records({ period, module, stage }: { period: string; module: string; stage: string }) {
  const { data, error } = useQuery({
    queryKey: ['reports', 'period', period, 'missing', module, stage],
    queryFn: ({ signal }) => call<Held>('GET', `/api/reports/periods/${period}/missing/records`, { query: { module, stage }, signal }),
  })
  if (!data) return <p role="status">{error ? sentenceOf(error) : '正在查找……'}</p>
  return (
    <ul className={reports.counted}>
      {data.records.map(({ id, title, since, ownerName, units }) => (
        <li key={id}>
          <Link {...recordPlace(module, id)}>{title}</Link>
          <small>
            {ownerName}报送，{dayText(since)}起
            {units.join('、') !== ownerName &&
              `，计入${units.length > 3 ? `${units.slice(0, 3).join('、')}等${units.length}个单位` : units.join('、')}`}
          </small>
        </li>
      ))}
      {data.records.length < data.all && (
        <li>
          共 {data.all} 件，此处列出最早的 {data.records.length} 件。
        </li>
      )}
    </ul>
  )
}
