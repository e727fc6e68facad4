import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Refused, sentenceOf } from '../api/call.ts'
import { HandSheet } from './hand-sheet.tsx'
import styles from './hand-figures.module.css'
import { handFiguresQuery } from './queries.ts'

/** 手工录入: the figures that no record counts, entered by the office with what they rest on. Nothing stands here where all is counted. */
export function HandFigures({ period }: { period: string }) {
  const { data, error } = useQuery(handFiguresQuery(period))
  const [open, setOpen] = useState(false)
  const [chosen, choose] = useState<string>()
  if (error && !data) return error instanceof Refused && error.code === 'NO_SCHEME' ? null : <p role="alert">{sentenceOf(error)}</p>
  const indicator = data?.indicators.find(({ id }) => id === chosen) ?? data?.indicators[0]
  if (!data || !indicator) return null
  const came = (id: string) => data.figures.filter((one) => one.indicator === id && one.figure !== null).length
  return (
    <section aria-labelledby="hand-figures">
      <h2 id="hand-figures">手工录入的指标值</h2>
      <div className={styles.card}>
        <div className={styles.summary}>
          <ul>
            {data.indicators.map(({ id, name }) => (
              <li key={id}>
                {name}：已录入 {came(id)}／{data.units.length} 个单位
              </li>
            ))}
          </ul>
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? '收起' : '查看和录入'}
          </Button>
        </div>
        {open && (
          <>
            {data.indicators.length > 1 && (
              <Segmented
                aria-label="指标"
                value={indicator.id}
                onChange={choose}
                options={data.indicators.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            <HandSheet key={indicator.id} period={period} indicator={indicator} data={data} />
          </>
        )}
      </div>
    </section>
  )
}
