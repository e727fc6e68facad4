import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { bandWords, two } from '#indicators/shown.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { canonical } from '#kernel/fold.ts'
import { List, type Column } from '../administration/list.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { momentText } from '../city-time.ts'
import { periodName, periodsQuery, type ReportId } from './queries.ts'
import frame from './scheme.module.css'
import styles from './scheme-trial.module.css'

type Side = { index: string | null; rank: number | null; band: string }
type ItemSide = { score: string | null; figure: string | null; weight: string | null }
type Tried = {
  id: string
  name: string
  live: Side
  draft: Side
  index: string | null
  rank: number | null
  indicators: { id: string; name: string; live: ItemSide | null; draft: ItemSide | null; score: string | null }[]
}
type Trial = { first: string; last: string; at: string; live: { id: string; validFrom: string }; units: Tried[] }

const NOW = ''

/** 试算: the draft as it stands here beside the scheme in force, on the same figures. */
export function SchemeTrial({ report, content, wrong }: { report: ReportId; content: Scheme; wrong: boolean }) {
  const periods = useQuery(periodsQuery(report))
  const [period, setPeriod] = useState(NOW)
  const [trial, setTrial] = useState<{ of: string; answer: Trial }>()
  const [busy, setBusy] = useState(false)
  const [refused, refuse] = useState<string>()
  const [open, setOpen] = useState<string | null>(null)
  const question = canonical([content, period])
  const run = async () => {
    setBusy(true)
    refuse(undefined)
    try {
      const answer = await call<Trial>('POST', `/api/reports/${report}/trial`, { body: { content, ...(period === NOW ? {} : { period }) } })
      setTrial({ of: question, answer })
    } catch (error) {
      refuse(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <section className={styles.trial} aria-labelledby="trial">
      <h2 id="trial">试算比较</h2>
      <p className={frame.note}>用同一批已审定的数据，分别按现行指标体系和本草稿（含未保存的修改）计分。只作比较，不写入任何内容。</p>
      <div className={frame.acts}>
        <Select
          aria-label="试算哪一期"
          value={period}
          onChange={setPeriod}
          popupMatchSelectWidth={false}
          style={{ minWidth: 200 }}
          options={[
            { value: NOW, label: '本期（实时数据）' },
            ...(periods.data ?? []).map(({ id, first, last }) => ({ value: id, label: periodName(first, last) })),
          ]}
        />
        <Button type="primary" ghost loading={busy} disabled={wrong} onClick={() => void run()}>
          试算
        </Button>
        {wrong && <span className={frame.help}>草稿填写无误、权重合计相符后才能试算。</span>}
      </div>
      {refused !== undefined && (
        <p className={frame.help} data-wrong role="alert">
          {refused}
        </p>
      )}
      {trial && (
        <>
          <p className={frame.note} role="status">
            {periodName(trial.answer.first, trial.answer.last)}，截至{momentText(trial.answer.at)}
            已审定的数据；与{trial.answer.live.validFrom}起施行的指标体系比较，{summary(trial.answer.units)}
            {trial.of !== question && '试算之后又有改动，请重新试算。'}
          </p>
          <List
            caption="试算比较"
            columns={columns(open, setOpen)}
            keyOf={({ id }) => id}
            rows={trial.answer.units}
            error={null}
            stale={trial.of !== question}
            again={() => undefined}
            empty="没有参加排名的单位。"
            detail={(unit) => open === unit.id && <Items unit={unit} />}
          />
        </>
      )}
    </section>
  )
}

function summary(units: readonly Tried[]): string {
  const changed = units.filter(({ index }) => index !== null && index !== '0').length
  const moved = units.filter(({ rank }) => rank !== null && rank !== 0).length
  return changed === 0 ? '各单位指数没有变化。' : `${changed}个单位的指数、${moved}个单位的排名有变化，变化大的在前。`
}

const columns = (open: string | null, setOpen: (id: string | null) => void): Column<Tried>[] => [
  {
    label: '单位',
    width: 170,
    cell: ({ id, name }) => (
      <Button type="link" size="small" aria-expanded={open === id} onClick={() => setOpen(open === id ? null : id)}>
        {name}
      </Button>
    ),
  },
  { label: '现行指数', width: 100, cell: ({ live }) => two(live.index) },
  { label: '草稿指数', width: 100, cell: ({ draft }) => <b>{two(draft.index)}</b> },
  { label: '指数变化', width: 110, cell: ({ index }) => <Change value={index} words={two} /> },
  { label: '排名', width: 110, cell: ({ live, draft }) => arrow(live.rank, draft.rank) },
  { label: '排名变化', width: 110, cell: ({ rank }) => <Places value={rank} /> },
  {
    label: '颜色',
    width: 110,
    cell: ({ live, draft }) => arrow(bandWords[live.band]?.word ?? live.band, bandWords[draft.band]?.word ?? draft.band),
  },
]

/** A score gained or lost, with its sign. */
export function Change({ value, words }: { value: string | null; words: (value: string) => string }) {
  if (value === null) return <>—</>
  const lost = value.startsWith('-')
  const text = words(value)
  if (/^-?0(\.0+)?$/u.test(text)) return <>{value === '0' ? '不变' : '0.00'}</>
  return <span className={lost ? styles.down : styles.up}>{lost ? text : `+${text}`}</span>
}

export function Places({ value }: { value: number | null }) {
  if (value === null) return <>—</>
  if (value === 0) return <>不变</>
  return <span className={value > 0 ? styles.up : styles.down}>{value > 0 ? `升 ${value} 位` : `降 ${-value} 位`}</span>
}

const arrow = (before: string | number | null, after: string | number | null) =>
  before === after ? String(after ?? '—') : `${before ?? '—'} → ${after ?? '—'}`

function Items({ unit }: { unit: Tried }) {
  return (
    <table className={styles.small} aria-label={`${unit.name}各项指标`}>
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col">指标值</th>
          <th scope="col">现行得分</th>
          <th scope="col">草稿得分</th>
          <th scope="col">变化</th>
        </tr>
      </thead>
      <tbody>
        {unit.indicators.map(({ id, name, live, draft, score }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{arrow(live?.figure ?? null, draft?.figure ?? null)}</td>
            <td>{itemWords(live)}</td>
            <td>{itemWords(draft)}</td>
            <td>
              <Change value={score} words={two} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const itemWords = (side: ItemSide | null) =>
  side === null ? '无此项' : `${two(side.score)}${side.weight === null ? '' : `／${side.weight}`}`
