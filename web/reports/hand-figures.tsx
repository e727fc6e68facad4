import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Segmented } from 'antd'
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Indicator } from '#indicators/scheme.ts'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { momentText } from '../city-time.ts'
import { figureIn, pastedFrom, partsOf, typedOf, type Typed } from './hand-typed.ts'
import styles from './hand-figures.module.css'
import { handFiguresQuery, type HandFigures as Answer } from './queries.ts'

/** 手工录入: the figures that no record counts, entered by the office with what they rest on. Nothing stands here where all is counted. */
export function HandFigures({ period }: { period: string }) {
  const { data, error } = useQuery(handFiguresQuery(period))
  const [chosen, choose] = useState<string>()
  if (error && !data) return error instanceof Refused && error.code === 'NO_SCHEME' ? null : <p role="alert">{sentenceOf(error)}</p>
  const indicator = data?.indicators.find(({ id }) => id === chosen) ?? data?.indicators[0]
  if (!data || !indicator) return null
  return (
    <section aria-labelledby="hand-figures">
      <h2 id="hand-figures">手工录入的指标值</h2>
      {data.indicators.length > 1 && (
        <Segmented
          aria-label="指标"
          value={indicator.id}
          onChange={choose}
          options={data.indicators.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Sheet key={indicator.id} period={period} indicator={indicator} data={data} />
    </section>
  )
}

type Props = { period: string; indicator: Indicator; data: Answer }

function Sheet({ period, indicator, data }: Props) {
  const me = useMe()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [changed, setChanged] = useState<ReadonlyMap<string, Typed>>(new Map())
  const [basis, setBasis] = useState('')
  const [cause, setCause] = useState('')
  const [busy, setBusy] = useState(false)
  const parts = partsOf(indicator)
  const mayEnter = me.posts.some(({ kind, role }) => kind === 'office' && role === 'entry')
  const standing = new Map(data.figures.filter((one) => one.indicator === indicator.id).map((one) => [one.org, one]))
  const typed = (org: string): Typed => changed.get(org) ?? typedOf(standing.get(org)?.figure ?? null, parts)
  const set = (org: string, part: string, text: string) => setChanged(new Map(changed).set(org, { ...typed(org), [part]: text }))
  const lineId = (at: number, part: string) => `hand-${indicator.id}-${data.units[at]?.id}-${part}`
  const walk = (event: KeyboardEvent, at: number, part: string) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key]
    if (!step || event.nativeEvent.isComposing) return
    event.preventDefault()
    document.getElementById(lineId(at + step, part))?.focus()
  }
  const paste = (event: ClipboardEvent, at: number, part: string) => {
    const pasted = pastedFrom(event.clipboardData.getData('text/plain'), data.units, at)
    if (pasted.length === 0) return
    event.preventDefault()
    const next = new Map(changed)
    for (const { org, text } of pasted) next.set(org, { ...(next.get(org) ?? typed(org)), [part]: text })
    setChanged(next)
  }
  const save = async () => {
    setBusy(true)
    const figures = [...changed].map(([org, values]) => ({
      ...{ indicator: indicator.id, org, version: standing.get(org)?.version ?? 0, figure: figureIn(values, parts) },
    }))
    try {
      await call('PUT', `/api/reports/periods/${period}/hand-figures`, {
        body: { figures, basis: basis.trim(), ...(data.fixed ? { cause: cause.trim() } : {}) },
      })
      setChanged(new Map())
      setBasis('')
      void message.success('已保存，重新计算后计入')
    } catch (error) {
      void message.error(error instanceof Refused && error.problems[0] ? error.problems[0].message : sentenceOf(error))
    } finally {
      setBusy(false)
      await client.invalidateQueries({ queryKey: handFiguresQuery(period).queryKey })
    }
  }
  const last = [...standing.values()].toSorted((a, b) => b.enteredAt.localeCompare(a.enteredAt))[0]
  return (
    <>
      <p className={styles.said}>
        {indicator.basis ?? '本项没有对应的事项，由市委改革办录入。'} 已录入{' '}
        {[...standing.values()].filter(({ figure }) => figure !== null).length}／{data.units.length} 个单位。
        {mayEnter && '可从 Excel 复制一列，在起始格粘贴。'}
        {last && ` 最近：${last.enteredByName}，${momentText(last.enteredAt)}，依据：${last.basis}。`}
      </p>
      <ol className={styles.sheet}>
        {data.units.map((unit, at) => (
          <li key={unit.id} role="group" aria-label={unit.name}>
            {parts.length === 1 ? (
              <label htmlFor={lineId(at, parts[0]!.key)} title={unit.name}>
                {unit.name}
              </label>
            ) : (
              <span className={styles.unit} title={unit.name}>
                {unit.name}
              </span>
            )}
            <span className={parts.length > 1 ? styles.kinds : undefined}>
              {parts.map(({ key, label }) => (
                <Input
                  key={key}
                  id={lineId(at, key)}
                  {...(parts.length > 1 ? { 'aria-label': `${unit.name}${label}`, placeholder: label, title: label } : {})}
                  value={typed(unit.id)[key] ?? ''}
                  onChange={(event) => set(unit.id, key, event.target.value)}
                  onKeyDown={(event) => walk(event, at, key)}
                  onPaste={(event) => paste(event, at, key)}
                  inputMode="decimal"
                  autoComplete="off"
                  size="small"
                  disabled={!mayEnter}
                />
              ))}
            </span>
          </li>
        ))}
      </ol>
      {mayEnter && (
        <div className={styles.given}>
          <Input
            aria-label="依据"
            placeholder="依据，如：2023年度重大改革项目满意度调查报告"
            maxLength={500}
            value={basis}
            onChange={(event) => setBasis(event.target.value)}
          />
          {data.fixed && (
            <Input
              aria-label="录入的更正原因"
              placeholder="已经定稿：写明更正原因，随更正重发生效"
              maxLength={500}
              value={cause}
              onChange={(event) => setCause(event.target.value)}
            />
          )}
          <Button
            loading={busy}
            disabled={changed.size === 0 || basis.trim() === '' || (data.fixed && cause.trim() === '')}
            onClick={() => void save()}
          >
            保存{changed.size > 0 ? ` ${changed.size} 个单位的指标值` : '指标值'}
          </Button>
        </div>
      )}
    </>
  )
}
