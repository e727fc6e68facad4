import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { bandOf } from '#cockpits/bands.ts'
import { meanTrend, stretches, trendOf, type Point } from '#cockpits/trend.ts'
import { two } from '#indicators/shown.ts'
import { periodName, type ReportId } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import frame from './cockpit.module.css'
import styles from './trend.module.css'
import { PictureSwitch, type View } from './picture-switch.tsx'
import { pastQuery } from './queries.ts'

type Props = { report: ReportId; index: string; name: string; unit?: { id: string; name: string } | undefined }

/** How an index went over the fixed periods: the mean of all units, and one unit beside it. */
export function TrendPanel({ report, index, name, unit }: Props) {
  const [view, show] = useState<View>('picture')
  const { data: past, error, refetch } = useQuery(pastQuery(report))
  const lines: Line[] = past
    ? [
        ...(unit ? [{ name: unit.name, points: trendOf(past, unit.id, index), own: true }] : []),
        { name: '各单位平均', points: meanTrend(past, index), own: false },
      ]
    : []
  return (
    <section className={frame.panel} aria-labelledby="trend">
      <div className={frame.panelHead}>
        <h2 id="trend">{name}走势</h2>
        {(past?.length ?? 0) > 0 && <PictureSwitch of={`${name}走势`} value={view} onChange={show} />}
      </div>
      <p className={frame.quiet}>历期定稿报表；按不同指标体系计分的各期不相连、不比较。</p>
      {error && !past && <Failed error={error} again={refetch} small />}
      {past?.length === 0 && <p className={frame.nothing}>还没有定稿的报表。</p>}
      {past && past.length > 0 && (view === 'picture' ? <Chart name={name} lines={lines} /> : <Rows name={name} lines={lines} />)}
    </section>
  )
}

type Line = { name: string; points: Point[]; own: boolean }

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [560, 220, 44, 44, 16]

function Chart({ name, lines }: { name: string; lines: readonly Line[] }) {
  const scores = lines.flatMap(({ points }) => points.flatMap(({ score }) => (score === null ? [] : [Number(score)])))
  const [least, most] = [Math.floor(Math.min(...scores, 100)), Math.ceil(Math.max(...scores, 0))]
  const count = lines[0]!.points.length
  const x = (at: number) => LEFT + (count === 1 ? (WIDTH - LEFT) / 2 : 12 + (at * (WIDTH - LEFT - 52)) / (count - 1))
  const y = (score: string) => TOP + ((HEIGHT - TOP - BOTTOM) * (most - Number(score))) / Math.max(most - least, 1)
  // Names of periods stand apart, the last one always.
  const every = Math.ceil(count / 6)
  return (
    <figure className={styles.trend}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${name}走势图，数据见表`}>
        {[...new Set([least, (least + most) / 2, most])].map((value) => (
          <g key={value} className={styles.axis}>
            <line x1={LEFT} x2={WIDTH} y1={y(String(value))} y2={y(String(value))} />
            <text x={LEFT - 6} y={y(String(value))} textAnchor="end" dominantBaseline="central">
              {value}
            </text>
          </g>
        ))}
        {lines[0]!.points.map(({ computation, first, last }, at) =>
          (count - 1 - at) % every === 0 ? (
            <text key={computation} className={styles.period} x={x(at)} y={HEIGHT - BOTTOM + 20} textAnchor="middle">
              {short(first, last)}
            </text>
          ) : null,
        )}
        {lines.map((line) => (
          <g key={line.name} className={styles.line} data-own={line.own || undefined}>
            {stretches(line.points).map((all) => (
              <polyline
                key={all[0]!.computation}
                points={all.map((point) => `${x(line.points.indexOf(point))},${y(point.score!)}`).join(' ')}
              />
            ))}
            {line.points.map(
              (point, at) =>
                point.score !== null && (
                  <circle key={point.computation} cx={x(at)} cy={y(point.score)} r={line.own ? 4 : 3}>
                    <title>{`${periodName(point.first, point.last)}，${line.name}${two(point.score)}`}</title>
                  </circle>
                ),
            )}
          </g>
        ))}
      </svg>
      <figcaption>
        {lines.map(({ name: label, own }) => (
          <span key={label} className={styles.lineName} data-own={own || undefined}>
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** 23年1季, 23年1—2月: as a period is written on an axis. */
const short = (first: string, last: string) => periodName(first, last).slice(2).replace('第', '').replace('季度', '季')

function Rows({ name, lines }: { name: string; lines: readonly Line[] }) {
  return (
    <div className={frame.wide} role="region" aria-label={`${name}走势表`} tabIndex={0}>
      <table className={frame.table}>
        <caption className={frame.caption}>{name}走势</caption>
        <thead>
          <tr>
            <th scope="col">报表期</th>
            {lines.map(({ name: label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {lines[0]!.own && <th scope="col">排名</th>}
            {lines[0]!.own && <th scope="col">颜色</th>}
          </tr>
        </thead>
        <tbody>
          {lines[0]!.points.map(({ computation, first, last, rank, band }, at) => (
            <tr key={computation}>
              <th scope="row">{periodName(first, last)}</th>
              {lines.map(({ name: label, points }) => (
                <td key={label}>{two(points[at]!.score)}</td>
              ))}
              {lines[0]!.own && <td>{rank ?? '—'}</td>}
              {lines[0]!.own && <td>{band === null ? '—' : bandOf(band).name}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
