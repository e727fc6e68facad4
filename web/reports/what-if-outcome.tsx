import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { brief, exact, ZERO } from '#indicators/exact.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { two } from '#indicators/shown.ts'
import type { Outcome, WhatIf } from '#indicators/what-if.ts'
import { BandMark } from './band-mark.tsx'
import { Places } from './scheme-trial.tsx'
import styles from './what-if.module.css'

type Props = { scheme: Scheme; answer: WhatIf | undefined; busy: boolean; onMore: (indicator: string, part: string) => void }

/** Before and after, and what one more of each kind would bring, the most first. */
export function WhatIfOutcome({ scheme, answer, busy, onMore }: Props) {
  const [before, after] = [answer?.before, answer?.after]
  const gain = before && after && moved(before.rank, after.rank)
  return (
    <>
      <section className={styles.card} aria-labelledby="outcome" aria-busy={busy || !answer}>
        <h2 id="outcome">测算结果</h2>
        {before?.index === null && after?.index === null && (
          <p className={styles.help}>本单位有指标值未到，暂不能生成指数和排名；可先填入增减量，查看其他各项。</p>
        )}
        <div className={styles.figures} role="status">
          <div>
            <span>指数</span>
            <b>{two(after?.index ?? null)}</b>
            <small>现为 {two(before?.index ?? null)}</small>
          </div>
          <div>
            <span>排名</span>
            <b>{after?.rank ? `第 ${after.rank} 名` : '—'}</b>
            <small>
              现为{before?.rank ? `第 ${before.rank} 名` : '—'}
              {gain ? '，' : ''}
              {gain ? <Places value={gain} /> : null}
            </small>
          </div>
          <div>
            <span>颜色</span>
            <b>{after ? <BandMark band={after.band} /> : '—'}</b>
            <small>
              {before && before.band !== after!.band ? (
                <>
                  现为 <BandMark band={before.band} />
                </>
              ) : (
                '不变'
              )}
            </small>
          </div>
          {before && before.groupRank !== null && (
            <div>
              <span>片区排名</span>
              <b>第 {after?.groupRank} 名</b>
              <small>现为第 {before.groupRank} 名</small>
            </div>
          )}
        </div>
        <table className={styles.table}>
          <caption className={styles.caption}>一级指标</caption>
          <thead>
            <tr>
              <th scope="col">一级指标</th>
              <th scope="col">现在</th>
              <th scope="col">测算</th>
              <th scope="col">变化</th>
            </tr>
          </thead>
          <tbody>
            {scheme.dimensions
              .filter(({ id }) => scheme.indicators.some(({ dimension, method }) => dimension === id && method !== 'display'))
              .map(({ id, name }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td>{two(scoreOf(before, id))}</td>
                  <td>{two(scoreOf(after, id))}</td>
                  <td>
                    <Gain value={difference(scoreOf(before, id), scoreOf(after, id))} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
      <section className={styles.card} aria-labelledby="marginal">
        <h2 id="marginal">再多一件，指数变化多少</h2>
        <p className={styles.help}>在以上增减的基础上，每种事项各再多一件时的变化，增加多的在前。</p>
        <ol className={styles.marginal}>
          {sorted(answer).map(({ indicator, part, name, gain: value, rank }) => (
            <li key={`${indicator} ${part}`}>
              <span>{name}</span>
              <span>
                <Gain value={value} />
                {value !== null && rank !== null && <small>第 {rank} 名</small>}
              </span>
              <Button size="small" icon={<PlusOutlined />} aria-label={`再加一件：${name}`} onClick={() => onMore(indicator, part)} />
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

const scoreOf = (outcome: Outcome | undefined, dimension: string) => outcome?.dimensions[dimension]?.score ?? null

const difference = (before: string | null, after: string | null) =>
  before === null || after === null ? null : brief(exact(after).sub(exact(before)))

/** The same in one line that stays in sight on a phone, where the steppers and the answer are not seen at once. */
export function WhatIfBrief({ answer }: { answer: WhatIf | undefined }) {
  const arrow = (before: string, after: string) => (before === after ? after : `${before} → ${after}`)
  const place = (rank: number | null | undefined) => (rank ? `第${rank}名` : '—')
  return (
    <p className={styles.brief} aria-hidden>
      <span>指数 {arrow(two(answer?.before.index ?? null), two(answer?.after.index ?? null))}</span>
      <span>排名 {arrow(place(answer?.before.rank), place(answer?.after.rank))}</span>
    </p>
  )
}

/** Places gained; nothing while there is no rank. */
const moved = (before: number | null, after: number | null) => (before === null || after === null ? null : before - after)

function Gain({ value }: { value: string | null }) {
  if (value === null) return <>—</>
  const sign = exact(value).compare(ZERO)
  if (sign === 0) return <>不变</>
  return <span className={sign > 0 ? styles.up : styles.down}>{sign > 0 ? `+${two(value)}` : two(value)}</span>
}

function sorted(answer: WhatIf | undefined): WhatIf['marginal'] {
  return (answer?.marginal ?? []).toSorted((a, b) => exact(b.gain ?? '0').compare(exact(a.gain ?? '0')))
}
