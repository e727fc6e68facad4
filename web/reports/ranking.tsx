import { useState } from 'react'
import { two } from '#indicators/shown.ts'
import { Button } from 'antd'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored, UnitScore } from '#indicators/score.ts'
import { List, type Column } from '../administration/list.tsx'
import { BandMark } from './band-mark.tsx'
import styles from './reports.module.css'
import { UnitScores, type Counting } from './unit-scores.tsx'

type Props = { caption: string; scheme: Scheme; result: Scored; counted: (unit: string, indicator: string) => Counting }

/** All units by rank, with the indices of the first level; a unit opens to its indicators, an indicator to what was counted. */
export function Ranking({ caption, scheme, result, counted }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  const rows = result.units.toSorted((a, b) => (a.rank ?? result.units.length + 1) - (b.rank ?? result.units.length + 1))
  // Departments are compared with all others alone.
  const grouped = rows.some(({ group }) => group !== null)
  const columns: Column<UnitScore>[] = [
    {
      label: '单位',
      width: grouped ? 150 : 300,
      cell: ({ id, name }) => (
        <Button type="link" size="small" aria-expanded={open === id} onClick={() => setOpen(open === id ? null : id)}>
          {name}
        </Button>
      ),
    },
    { label: '排名', width: 70, cell: ({ rank }) => rank ?? '—' },
    { label: '指数', width: 90, cell: ({ index }) => <b>{two(index)}</b> },
    { label: '颜色', width: 80, cell: ({ band }) => <BandMark band={band} /> },
    ...(grouped ? [{ label: '片区排名', width: 90, cell: ({ groupRank }: UnitScore) => groupRank ?? '—' }] : []),
    ...scheme.dimensions
      .filter(({ id }) => scheme.indicators.some(({ dimension, method }) => dimension === id && method !== 'display'))
      .map(({ id, name }): Column<UnitScore> => ({ label: name, width: 100, cell: ({ dimensions }) => two(dimensions[id]!.score) })),
  ]
  const dropped = scheme.indicators.filter(
    ({ id, method }) =>
      method !== 'display' && result.units.every(({ scores }) => scores[id]!.case === 'none-came' && scores[id]!.score === null),
  )
  return (
    <>
      {dropped.length > 0 && (
        <p className={styles.waiting} role="status">
          {dropped.map(({ name }) => `“${name}”`).join('、')}各单位数据均未到，未计入，可得总分为{result.units[0]?.attainable}分。
        </p>
      )}
      <List
        caption={caption}
        columns={columns}
        keyOf={({ id }) => id}
        rows={rows}
        error={null}
        again={() => undefined}
        empty="没有参加排名的单位。"
        detail={(unit) =>
          open === unit.id && (
            <UnitScores scheme={scheme} unit={unit} standards={result.standards} counted={(indicator) => counted(unit.id, indicator)} />
          )
        }
      />
    </>
  )
}
