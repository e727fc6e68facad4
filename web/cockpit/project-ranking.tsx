import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { boardOf, milestoneKinds, projectKinds, type Counts, type LineKind, type Opened } from '#cockpits/project-board.ts'
import { isScored } from '#indicators/scheme.ts'
import type { UnitScore } from '#indicators/score.ts'
import { two } from '#indicators/shown.ts'
import { List, type Column } from '../administration/list.tsx'
import { BandMark } from '../reports/band-mark.tsx'
import { UnitScores } from '../reports/unit-scores.tsx'
import { Bar, ProjectNumbers } from './project-numbers.tsx'
import type { ProjectCockpit } from './project-queries.ts'
import styles from './project.module.css'

type Props = {
  shown: ProjectCockpit
  department: string | undefined
  onDepartment: (id: string | undefined) => void
  onOpen: (of: Opened, department: string) => void
}

/** Departments by rank with what they lead; one opens to its numbers, its indicators, and what these counted. */
export function ProjectRanking({ shown, department, onDepartment, onOpen }: Props) {
  const { scheme, result, board, issue } = shown
  const led = new Map(board.departments.map(({ org, counts }) => [org, counts]))
  const [among, choose] = useState<'leading' | 'all'>(led.size > 0 ? 'leading' : 'all')
  const ranked = result.units.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
  const rows = among === 'all' ? ranked : ranked.filter(({ id }) => led.has(id) || id === department)
  const columns: Column<UnitScore>[] = [
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
    { label: '排名', width: 64, cell: ({ rank }) => rank ?? '—' },
    { label: '指数', width: 78, cell: ({ index }) => <b>{two(index)}</b> },
    { label: '颜色', width: 84, cell: ({ band }) => <BandMark band={band} /> },
    ...scheme.dimensions
      .filter(({ id }) => scheme.indicators.some((each) => each.dimension === id && isScored(each)))
      .map(({ id, name }): Column<UnitScore> => ({ label: name, width: 92, cell: ({ dimensions }) => two(dimensions[id]!.score) })),
    { label: '牵头项目', width: 76, cell: ({ id }) => sum(led.get(id), projectKinds) },
    { label: '节点', width: 76, cell: ({ id }) => sum(led.get(id), milestoneKinds) },
    { label: '超期未完成节点', width: 116, cell: ({ id }) => led.get(id)?.['milestone-late'] ?? 0 },
    { label: '节点情况', width: 120, cell: ({ id }) => led.has(id) && <Bar kinds={milestoneKinds} counts={led.get(id)!} /> },
  ]
  return (
    <>
      <Segmented<'leading' | 'all'>
        aria-label="部门范围"
        value={among}
        onChange={choose}
        options={[
          { value: 'leading', label: `牵头重大改革项目的部门（${led.size}）` },
          { value: 'all', label: `全部市级部门（${ranked.length}）` },
        ]}
      />
      <List
        caption="各部门指数和排名"
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
              <UnitScores scheme={scheme} unit={unit} standards={result.standards} computation={issue?.computation ?? null} />
            </div>
          )
        }
      />
    </>
  )
}

const NONE: Counts = boardOf([], { on: '', over: false }).counts

const sum = (counts: Counts | undefined, kinds: readonly LineKind[]): number =>
  counts ? kinds.reduce((all, kind) => all + counts[kind], 0) : 0
