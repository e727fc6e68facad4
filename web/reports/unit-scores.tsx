import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { floorNote } from '#indicators/note.ts'
import { two } from '#indicators/shown.ts'
import { Button } from 'antd'
import { useState } from 'react'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import type { Scored, UnitScore } from '#indicators/score.ts'
import { standardsWords } from '#indicators/standards-words.ts'
import { sentenceOf } from '../api/call.ts'
import { useNames } from '../api/names.ts'
import { CountedAnswer } from './counted-answer.tsx'
import type { Counted } from './queries.ts'
import styles from './reports.module.css'

/** Which records an indicator counted, and where they are looked up. */
export type Counting = UseQueryOptions<Counted, Error, Counted, any>
type CountedOf = (indicator: string) => Counting

type Props = { scheme: Scheme; unit: UnitScore; standards: Scored['standards']; counted: CountedOf }

/** What a unit’s index is made of: each indicator with its formula, the case that applied, the standards, and the records behind the figure. */
export function UnitScores({ scheme, unit, standards, counted }: Props) {
  const floored = floorNote(unit)
  return (
    <>
      {floored && <p className={styles.note}>{floored}。</p>}
      <dl className={styles.scores}>
        {scheme.indicators.map((indicator) => (
          <IndicatorScore
            key={indicator.id}
            indicator={indicator}
            unit={unit}
            standards={standards[indicator.id] ?? []}
            counted={counted}
          />
        ))}
      </dl>
    </>
  )
}

type One = Omit<Props, 'scheme' | 'standards'> & { indicator: Indicator; standards: Scored['standards'][string] }

function IndicatorScore({ indicator, unit, standards, counted }: One) {
  const names = useNames()
  const [open, setOpen] = useState(false)
  const { score, working } = unit.scores[indicator.id]!
  const [own] = standards.filter(({ group }) => group === null || group === unit.group)
  const standardsOf = standardsWords(own, names.org)
  return (
    <div className={styles.score}>
      <dt>
        {indicator.name}
        {indicator.carriedOver && <small>（沿用上一版）</small>}
      </dt>
      <dd>
        <p>
          <b>{indicator.method === 'display' ? '仅展示' : two(score)}</b>
          {indicator.weight !== undefined && `／${indicator.weight}分`}
          <span>
            指标值 {working.figure ?? '未到'}
            {indicator.unit && indicator.measure !== 'ratio' ? ` ${indicator.unit}` : ''}
          </span>
          {working.formula && <code>{working.formula}</code>}
        </p>
        <p className={styles.note}>
          {working.note}
          {standardsOf && `。标准值：${standardsOf}`}
        </p>
        {working.clause && <p className={styles.note}>计分条款：{working.clause}</p>}
        {indicator.basis && <p className={styles.note}>依据：{indicator.basis}</p>}
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open && '收起'}
          {indicator.counts === undefined ? '录入依据' : '所依据的事项'}
        </Button>
        {open && <CountedFor query={counted(indicator.id)} isCounted={indicator.counts !== undefined} />}
      </dd>
    </div>
  )
}

function CountedFor({ query, isCounted }: { query: Counting; isCounted: boolean }) {
  const { data, error, refetch } = useQuery(query)
  if (error && !data)
    return (
      <p role="alert">
        {sentenceOf(error)}
        <Button type="link" size="small" onClick={() => void refetch()}>
          重试
        </Button>
      </p>
    )
  if (!data) return <p role="status">正在查找……</p>
  const none = isCounted ? '没有计入的事项。' : '没有手工录入指标值。'
  return <CountedAnswer data={data} list={styles.counted} quiet={styles.note} none={none} />
}
