import { useQuery } from '@tanstack/react-query'
import {
  lineKinds,
  milestoneKinds,
  projectKinds,
  sumOf,
  type Board,
  type Counts,
  type Line,
  type LineKind,
  type Opened,
} from '#cockpits/project-board.ts'
import { useShortNames } from '../api/names.ts'
import { reportNames } from '../reports/queries.ts'
import { dueWords } from './due-words.ts'
import { Bar } from './project-numbers.tsx'
import { boardQuery, linesQuery } from './project-queries.ts'
import { cockpitQuery } from './queries.ts'
import { refreshing } from './refreshing.ts'
import { useRotation } from './use-rotation.ts'
import { WallDepartments } from './wall-departments.tsx'
import { rankedBy } from './wall-ranked.ts'
import { WallFrame } from './wall-frame.tsx'
import { WallIndices } from './wall-indices.tsx'
import { cut, livePeriod } from './wall-words.ts'
import styles from './wall.module.css'

/** As many departments as can be read from the back of a room; the rest are turned to. */
const AT_ONCE = 8

/** The cockpit of major projects on a wall: numbers, what is late and what is due, and the departments by one index after the other. */
export function WallProjectsPage() {
  const query = useQuery({ ...cockpitQuery('project', undefined), ...refreshing })
  const { data: board } = useQuery(boardQuery())
  const shortOf = useShortNames()
  const cockpit = query.data
  const units = cockpit?.units ?? []
  const pages = Math.max(1, Math.ceil(units.length / AT_ONCE))
  const frames = cockpit?.indices.flatMap((index) => Array.from({ length: pages }, (_, page) => ({ index, page }))) ?? []
  const rotation = useRotation(frames.length)
  const frame = frames[rotation.at]
  return (
    <WallFrame
      title={`${reportNames.project}驾驶舱`}
      period={cockpit && livePeriod(cockpit)}
      query={query}
      rotation={rotation}
      cockpit="/cockpit/projects"
      wall="/wall/projects"
    >
      {board && (
        <div className={styles.column}>
          <Numbers name="项目" kinds={projectKinds} counts={board.counts} />
          <Numbers name="里程碑节点" kinds={milestoneKinds} counts={board.counts} />
          <section className={styles.panel} aria-label={lineKinds.result}>
            <h2>
              {lineKinds.result}
              <b>{board.counts.result}</b>
            </h2>
          </section>
        </div>
      )}
      {board && (
        <div className={styles.column}>
          <Milestones board={board} of="milestone-late" name="超期未完成的节点" most={4} desks shortOf={shortOf} />
          <Milestones board={board} of="milestone-coming" name="60天内到期的节点" most={3} shortOf={shortOf} />
        </div>
      )}
      {cockpit && board && frame && (
        <section className={styles.panel} aria-label="部门排名">
          <h2>
            部门排名
            <small>{[`牵头部门${cockpit.units.length}个`, ...(pages > 1 ? [`第${frame.page + 1}／${pages}屏`] : [])].join('，')}</small>
          </h2>
          <WallIndices
            indices={cockpit.indices}
            shown={frame.index.id}
            onShow={(id) => rotation.show(frames.findIndex(({ index }) => index.id === id))}
          />
          <WallDepartments
            caption={`${frame.index.name}排名`}
            units={rankedBy(frame.index.id, units, shortOf).slice(frame.page * AT_ONCE, (frame.page + 1) * AT_ONCE)}
            board={board}
          />
        </section>
      )}
    </WallFrame>
  )
}

function Numbers({ name, kinds, counts }: { name: string; kinds: readonly LineKind[]; counts: Counts }) {
  return (
    <section className={styles.panel} aria-label={name} data-grows>
      <h2>
        {name}
        <b>{sumOf(counts, kinds)}</b>
      </h2>
      <Bar kinds={kinds} counts={counts} />
      <dl className={styles.kinds}>
        {kinds.map((kind) => (
          <div key={kind} data-kind={kind}>
            <dt>{lineKinds[kind]}</dt>
            <dd>{counts[kind]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

type MilestonesProps = { board: Board; of: Opened & LineKind; name: string; most: number; desks?: boolean; shortOf: (id: string) => string }

/** Those that wait longest by name, the others as a number; what its account may not see is only counted. */
function Milestones({ board, of, name, most, desks = false, shortOf }: MilestonesProps) {
  const { data } = useQuery(linesQuery({ of }))
  const lines = data?.lines.slice(0, most) ?? []
  return (
    <section className={styles.panel} aria-label={name} data-grows>
      <h2>
        {name}
        <b>{board.counts[of]}</b>
        <small>{restWords(lines.length, board.counts[of] - lines.length)}</small>
      </h2>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={`${line.project} ${line.name}`} data-kind={line.kind}>
            <b>{cut(line.name ?? '', 17)}</b>
            <em>{dueWords(line.dueOn!, board.on)}</em>
            <span>{cut(line.title, 20)}</span>
            <span>{shortOf(line.lead)}</span>
            {desks && <span className={styles.desk}>{deskWords(line, shortOf)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const restWords = (named: number, rest: number): string =>
  rest === 0 ? '' : named === 0 ? '不在本账号的查看范围内' : `列出到期最早的${named}个`

const deskWords = ({ desk }: Line, shortOf: (id: string) => string): string =>
  desk ? `现由${shortOf(desk.org)}办理“${desk.step}”，自${desk.since}起` : '项目已办结'
