import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef } from 'react'
import { brief, ZERO } from '#indicators/exact.ts'
import type { Fault, Indicator, Scheme } from '#indicators/scheme.ts'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import styles from './scheme.module.css'
import { shareOf, type Share } from './scheme-edit.ts'
import { methodNames } from '#indicators/scheme-words.ts'

/** What is being edited: the whole, one first-level indicator, or one below it. */
export type Chosen = { kind: 'whole' } | { kind: 'dimension' | 'indicator'; id: string }

type Props = {
  content: Scheme
  problems: readonly Fault[]
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  onAdd: (dimension?: string) => void
}

/** The indicators with their weights; below each of the first level, and below all, what is left to be given. */
export function SchemeTree({ content, problems, chosen, onChoose, onAdd }: Props) {
  const frame = useRef<HTMLElement>(null)
  const walk = useArrowKeys(frame, 'li > button')
  const { dimensions, indicators } = content
  const known = new Set(dimensions.map(({ id }) => id))
  const wrong = (at: string) => problems.some((problem) => problem.at.startsWith(`${at}.`)) || undefined
  const current = (kind: Chosen['kind'], id?: string) =>
    chosen.kind === kind && (chosen.kind === 'whole' || chosen.id === id) ? ({ 'aria-current': true } as const) : {}
  const leaf = (indicator: Indicator) => (
    <li key={indicator.id}>
      <button
        type="button"
        data-wrong={wrong(`indicators.${indicators.indexOf(indicator)}`)}
        {...current('indicator', indicator.id)}
        onClick={() => onChoose({ kind: 'indicator', id: indicator.id })}
      >
        <b>{indicator.name || '（未命名）'}</b>
        <em>{indicator.weight ?? (indicator.method === 'display' ? '晾晒' : methodNames[indicator.method].slice(-2))}</em>
      </button>
    </li>
  )
  const loose = indicators.filter(({ dimension }) => dimension === undefined || !known.has(dimension))
  return (
    // The keys walk along what is inside; the frame itself is not stopped at.
    <nav ref={frame} className={styles.tree} aria-label="指标体系结构" onKeyDown={walk}>
      <ul>
        <li>
          <button type="button" data-wrong={wrong('settings')} {...current('whole')} onClick={() => onChoose({ kind: 'whole' })}>
            <b>基本情况与通用规则</b>
          </button>
        </li>
        {dimensions.map((dimension, at) => {
          const own = indicators.filter((each) => each.dimension === dimension.id)
          return (
            <li key={dimension.id}>
              <button
                type="button"
                data-wrong={wrong(`dimensions.${at}`)}
                {...current('dimension', dimension.id)}
                onClick={() => onChoose({ kind: 'dimension', id: dimension.id })}
              >
                <b>{dimension.name || '（未命名）'}</b>
                <em>{dimension.weight ?? '—'}</em>
              </button>
              {dimension.weight !== undefined && <Sum share={shareOf(dimension.weight, own)} />}
              <ul>{own.map(leaf)}</ul>
            </li>
          )
        })}
        {loose.length > 0 && <li>{<ul>{loose.map(leaf)}</ul>}</li>}
      </ul>
      <Button type="text" icon={<PlusOutlined aria-hidden />} onClick={() => onAdd()}>
        新增一级指标
      </Button>
      <div className={styles.whole}>
        全部指标权重
        <Sum share={shareOf(content.full, indicators)} />
      </div>
    </nav>
  )
}

/** What is given and what is left, in words, as one types. */
export function Sum({ share: { given, whole, left } }: { share: Share }) {
  const words =
    left === null || whole === null
      ? `已分配 ${brief(given)}`
      : left.equals(ZERO)
        ? `合计 ${brief(given)}，已分配完`
        : left.compare(ZERO) > 0
          ? `合计 ${brief(given)}，还可分配 ${brief(left)}`
          : `合计 ${brief(given)}，超出 ${brief(left.neg())}`
  return (
    <p className={styles.sum} data-off={left === null || !left.equals(ZERO) || undefined} role="status">
      {words}
    </p>
  )
}
