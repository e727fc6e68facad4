import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { Fragment } from 'react'
import type { Scheme } from '#indicators/scheme.ts'
import type { Figure, Unit } from '#indicators/values.ts'
import { partsOf, type Part, type Wish } from '#indicators/what-if.ts'
import styles from './what-if.module.css'

type Props = {
  scheme: Scheme
  units: readonly Unit[]
  unit: Unit
  wish: Wish
  onChange: (indicator: string, part: string, more: number) => void
}

/** Everything of which a unit may have more or fewer, under the first-level indicator that it moves. */
export function WhatIfItems({ scheme, units, unit, wish, onChange }: Props) {
  // A figure that nobody has yet is asked of nobody: whoever had it alone would be compared with no one.
  const parts = partsOf(scheme).filter(({ indicator }) => units.some(({ values }) => (values[indicator] ?? null) !== null))
  return scheme.dimensions.map(({ id, name }) => {
    const own = parts.filter(({ indicator }) => scheme.indicators.find((each) => each.id === indicator)?.dimension === id)
    return own.length === 0 ? null : (
      <fieldset key={id} className={styles.group}>
        <legend>{name}</legend>
        {own.map((part, at) => (
          <Fragment key={`${part.indicator} ${part.part}`}>
            {own[at - 1]?.indicator !== part.indicator && own[at + 1]?.indicator === part.indicator && (
              <p className={styles.several}>{scheme.indicators.find(({ id: each }) => each === part.indicator)!.name}</p>
            )}
            <Stepper
              part={part}
              unit={unitOf(scheme, part)}
              now={nowOf(unit.values[part.indicator] ?? null, part.part)}
              more={wish[part.indicator]?.[part.part] ?? 0}
              onChange={(more) => onChange(part.indicator, part.part, more)}
            />
          </Fragment>
        ))}
      </fieldset>
    )
  })
}

/** Of a rate the unit is its own, not its numbers’. */
function unitOf({ indicators }: Scheme, { indicator }: Part): string {
  const found = indicators.find(({ id }) => id === indicator)
  return found?.measure === 'ratio' ? '项' : (found?.unit ?? '')
}

function nowOf(figure: Figure, part: string): string | null {
  if (figure === null || typeof figure === 'string') return figure
  return (figure as Record<string, string>)[part] ?? '0'
}

type StepperProps = { part: Part; unit: string; now: string | null; more: number; onChange: (more: number) => void }

function Stepper({ part: { word }, unit, now, more, onChange }: StepperProps) {
  // Nobody has fewer than none; the server takes a thousand either way.
  const least = Math.max(-1000, -Math.ceil(Number(now ?? '0')))
  const to = (next: number) => onChange(Math.max(least, Math.min(1000, next)))
  return (
    <div className={styles.stepper} data-changed={more !== 0 || undefined}>
      <span>
        {word}
        <small>
          现有 {now ?? '（未到）'}
          {now !== null && unit && ` ${unit}`}
        </small>
      </span>
      <div>
        <Button icon={<MinusOutlined />} aria-label={`减少：${word}`} disabled={more <= least} onClick={() => to(more - 1)} />
        <InputNumber
          aria-label={`增减：${word}`}
          value={more}
          onChange={(typed) => to(Math.trunc(typed ?? 0))}
          precision={0}
          controls={false}
          styles={{ input: { textAlign: 'center' } }}
          formatter={(value) => (Number(value) > 0 ? `+${value}` : `${value ?? 0}`)}
          parser={(text) => Number((text ?? '').replace('+', ''))}
        />
        <Button icon={<PlusOutlined />} aria-label={`增加：${word}`} disabled={more >= 1000} onClick={() => to(more + 1)} />
      </div>
    </div>
  )
}
