import { Button } from 'antd'
import { bandOf } from '#cockpits/bands.ts'
import { changeOf, changeWords } from '#cockpits/change.ts'
import { byRank, TOTAL, type Cockpit, type CockpitUnit } from '#cockpits/cockpit.ts'
import { boardOf, milestoneKinds, projectKinds, sumOf, type Board, type Counts, type Opened } from '#cockpits/project-board.ts'
import { two } from '#indicators/shown.ts'
import { List, type Column } from '../administration/list.tsx'
import { useNames } from '../api/names.ts'
import { BandMark } from '../reports/band-mark.tsx'
import { DepartmentScores } from './department-scores.tsx'
import { ProjectNumbers } from './project-numbers.tsx'
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
  const names = useNames()
  const led = new Map(board.departments.map(({ org, counts }) => [org, counts]))
  const rows = byRank(cockpit.units, TOTAL)
  const columns: Column<CockpitUnit>[] = [
    {
      label: '部门',
      width: 160,
      cell: ({ id }) => (
        <Button type="link" size="small" aria-expanded={department === id} onClick={() => onDepartment(department === id ? undefined : id)}>
          {names.short(id)}
        </Button>
      ),
    },
    { label: '排名', width: 90, wraps: true, cell: (unit) => <Rank unit={unit} /> },
    ...cockpit.indices.map(({ id, name }): Column<CockpitUnit> => ({
      label: name,
      width: 90,
      cell: ({ places }) => (id === TOTAL ? <b>{two(places[id]!.score)}</b> : two(places[id]!.score)),
    })),
    { label: '颜色', width: 78, cell: ({ places }) => <BandMark band={places[TOTAL]!.band} /> },
    { label: '牵头项目', width: 80, cell: ({ id }) => sumOf(led.get(id) ?? NONE, projectKinds) },
    { label: '里程碑节点', width: 110, cell: ({ id }) => milestoneWords(led.get(id) ?? NONE) },
  ]
  return (
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
          <div className={styles.department}>
            <ProjectNumbers counts={led.get(unit.id) ?? NONE} onOpen={(of) => onOpen(of, unit.id)} />
            <DepartmentScores unit={unit.id} computation={cockpit.computation} />
          </div>
        )
      }
    />
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

function milestoneWords(counts: Counts): string {
  const late = counts['milestone-late']
  return `${sumOf(counts, milestoneKinds)}${late > 0 ? `（超期${late}）` : ''}`
}

const NONE: Counts = boardOf([], { on: '', over: false }).counts
