import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Indicator } from '#indicators/scheme.ts'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { momentText } from '../city-time.ts'
import { figureIn, isReadable, partsOf, pastedFrom, typedOf, type Typed } from './hand-typed.ts'
import styles from './hand-figures.module.css'
import { handFiguresQuery, type HandFigures as Answer } from './queries.ts'

type Props = { period: string; indicator: Indicator; data: Answer }

/** A line for each unit: arrows and Enter walk it, and a column copied from a worksheet fills it. What is saved together rests on one basis. */
export function HandSheet({ period, indicator, data }: Props) {
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
  const unreadable = [...changed.values()].flatMap((values) => Object.values(values)).filter((text) => !isReadable(text)).length
  const last = [...standing.values()].toSorted((a, b) => b.enteredAt.localeCompare(a.enteredAt))[0]
  return (
    <>
      <p className={styles.said}>
        {[
          indicator.basis,
          last && `最近由${last.enteredByName}于${momentText(last.enteredAt)}录入，依据：${last.basis}`,
          mayEnter && '可从 Excel 复制一列，在起始格粘贴',
        ]
          .filter(Boolean)
          .join('。')}
        。
      </p>
      <table className={styles.sheet} data-parts={parts.length}>
        <thead>
          <tr>
            <th scope="col">单位</th>
            {parts.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.units.map((unit, at) => (
            <tr key={unit.id}>
              <th scope="row" title={unit.name}>
                {unit.name}
              </th>
              {parts.map(({ key, label }) => (
                <td key={key} data-label={label}>
                  <Input
                    id={lineId(at, key)}
                    aria-label={`${unit.name}${label}`}
                    value={typed(unit.id)[key] ?? ''}
                    onChange={(event) => set(unit.id, key, event.target.value)}
                    onKeyDown={(event) => walk(event, at, key)}
                    onPaste={(event) => paste(event, at, key)}
                    inputMode="decimal"
                    autoComplete="off"
                    size="small"
                    disabled={!mayEnter}
                    status={isReadable(typed(unit.id)[key] ?? '') ? '' : 'error'}
                    aria-invalid={!isReadable(typed(unit.id)[key] ?? '')}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {mayEnter && (
        <div className={styles.given}>
          {unreadable > 0 && <p role="alert">有 {unreadable} 处不是数，请改正后保存。</p>}
          <Input
            aria-label="依据"
            placeholder="依据，如：2023年重大改革项目满意度调查报告"
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
            type="primary"
            loading={busy}
            disabled={changed.size === 0 || unreadable > 0 || basis.trim() === '' || (data.fixed && cause.trim() === '')}
            onClick={() => void save()}
          >
            保存{changed.size > 0 ? ` ${changed.size} 个单位的指标值` : '指标值'}
          </Button>
        </div>
      )}
    </>
  )
}
