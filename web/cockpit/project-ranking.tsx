import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { bandOf } from '#cockpits/bands.ts'
import { changeOf, changeWords } from '#cockpits/change.ts'
import { TOTAL, type Cockpit, type CockpitUnit } from '#cockpits/cockpit.ts'
import { boardOf, milestoneKinds, projectKinds, type Board, type Counts, type LineKind, type Opened } from '#cockpits/project-board.ts'
import { two } from '#indicators/shown.ts'
import { List, type Column } from '../administration/list.tsx'
import { BandMark } from '../reports/band-mark.tsx'
import { DepartmentScores } from './department-scores.tsx'
import { Bar, ProjectNumbers } from './project-numbers.tsx'
import styles from './project.module.css'

type Props = {
  cockpit: Cockpit
  board: Board
  department: string | undefined
  onDepartment: (id: string | undefined) => void
  onOpen: (of: Opened, department: string) => void
}

/** Departments by rank with what they lead; one opens to its numbers, its indicators, and what these counted. */
export function ProjectRanking({ cockpit, board, department, onDepartment, onOpen }: Props) {
  const led = new Map(board.departments.map(({ org, counts }) => [org, counts]))
  const [among, choose] = useState<'leading' | 'all'>(led.size > 0 ? 'leading' : 'all')
  const ranked = cockpit.units.toSorted((a, b) => (a.places[TOTAL]!.rank ?? Infinity) - (b.places[TOTAL]!.rank ?? Infinity))
  const rows = among === 'all' ? ranked : ranked.filter(({ id }) => led.has(id) || id === department)
  const columns: Column<CockpitUnit>[] = [
    {
      label: '部门',
      width: 210,
      wraps: true,
      cell: ({ id, name }) => (
        <Button type="link" size="small" aria-expanded={department === id} onClick={() => onDepartment(department === id ? undefined : id)}>
          {name}
        </Button>
      ),
    },
    { label: '排名', width: 104, cell: (unit) => <Rank unit={unit} /> },
    ...cockpit.indices.map(({ id, name }): Column<CockpitUnit> => ({
      label: name,
      width: 92,
      cell: ({ places }) => (id === TOTAL ? <b>{two(places[id]!.score)}</b> : two(places[id]!.score)),
    })),
    { label: '颜色', width: 84, cell: ({ places }) => <BandMark band={places[TOTAL]!.band} /> },
    { label: '牵头项目', width: 80, cell: ({ id }) => sum(led.get(id), projectKinds) },
    { label: '节点', width: 60, cell: ({ id }) => sum(led.get(id), milestoneKinds) },
    { label: '超期', width: 60, cell: ({ id }) => led.get(id)?.['milestone-late'] ?? 0 },
    { label: '节点情况', width: 110, cell: ({ id }) => led.has(id) && <Bar kinds={milestoneKinds} counts={led.get(id)!} /> },
  ]
  return (
    <>
      <Segmented<'leading' | 'all'>
        aria-label="部门范围"
        className={styles.among}
        value={among}
        onChange={choose}
        options={[
          { value: 'leading', label: `牵头项目的部门（${led.size}）` },
          { value: 'all', label: `全部市级部门（${ranked.length}）` },
        ]}
      />
      <List
        caption="部门指数和排名"
        columns={columns}
        keyOf={({ id }) => id}
        rows={rows}
        error={null}
        again={() => undefined}
        empty="还没有部门牵头重大改革项目。"
        detail={(unit) =>
          department === unit.id && (
            <>
              <ProjectNumbers counts={led.get(unit.id) ?? NONE} onOpen={(of) => onOpen(of, unit.id)} />
              <DepartmentScores unit={unit.id} computation={cockpit.computation} />
            </>
          )
        }
      />
    </>
  )
}

/** The rank, and how it moved since the fixed report before. */
function Rank({ unit }: { unit: CockpitUnit }) {
  const { rank, band } = unit.places[TOTAL]!
  const change = changeOf(unit, TOTAL)
  return (
    <>
      {rank ?? '—'}
      {change && <small>{changeWords(change, band, (id) => bandOf(id).name)}</small>}
    </>
  )
}

const NONE: Counts = boardOf([], { on: '', over: false }).counts

const sum = (counts: Counts | undefined, kinds: readonly LineKind[]): number =>
  counts ? kinds.reduce((all, kind) => all + counts[kind], 0) : 0
