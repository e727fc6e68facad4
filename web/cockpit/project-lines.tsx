import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lineKinds, type Line, type Opened } from '#cockpits/project-board.ts'
import { List, type Column } from '../administration/list.tsx'
import { useNames, type BrowserNames } from '../api/names.ts'
import { recordPlace } from '../places.ts'
import { dueWords } from './due-words.ts'
import { linesQuery } from './project-queries.ts'
import styles from './project.module.css'

type Props = {
  /** Of what is shown: nothing where it is live. */
  computation: string | undefined
  /** The last day that is counted. */
  on: string
  of: Opened
  department?: string | undefined
  caption: string
  empty: string
}

/** What a number is made of, as far as one may see it: each line leads to its project, and there to reports and attachments. */
export function ProjectLines({ computation, on, of, department, caption, empty }: Props) {
  const names = useNames()
  const { data, error, isPlaceholderData, refetch } = useQuery(linesQuery({ of, department, computation }))
  const hidden = data ? data.all - data.lines.length : 0
  return (
    <>
      <List
        caption={caption}
        columns={columnsOf(of, on, computation === undefined ? '现由谁办理' : '当时由谁办理', names)}
        keyOf={({ project, kind, name }) => `${project} ${kind} ${name}`}
        rows={data?.lines}
        error={error}
        stale={isPlaceholderData}
        again={() => void refetch()}
        empty={hidden > 0 ? `共 ${hidden} 项，不在您的查看范围内。` : empty}
      />
      {hidden > 0 && data!.lines.length > 0 && <p className={styles.note}>共 {data!.all} 项，其余不在您的查看范围内。</p>}
    </>
  )
}

function columnsOf(of: Opened, on: string, waiting: string, names: BrowserNames): Column<Line>[] {
  const project: Column<Line> = {
    label: '项目',
    width: 250,
    wraps: true,
    cell: ({ project: id, title }) => <Link {...recordPlace('reform/project', id)}>{title}</Link>,
  }
  const lead: Column<Line> = { label: '牵头部门', width: 140, wraps: true, cell: (line) => names.short(line.lead) }
  const state: Column<Line> = { label: '状态', width: 110, cell: ({ kind }) => <span data-kind={kind}>{lineKinds[kind]}</span> }
  const mixed = of === 'project' || of === 'milestone' ? [state] : []
  if (of === 'result') return [{ label: '标志性成果', width: 300, wraps: true, cell: ({ name }) => name }, project, lead]
  const time: Column<Line> = {
    label: of.startsWith('project') ? '完成时间' : '计划完成',
    width: 150,
    wraps: true,
    cell: (line) => <Time line={line} on={on} />,
  }
  const desk: Column<Line> = { label: waiting, width: 250, wraps: true, cell: ({ desk }) => <Waiting desk={desk} names={names} /> }
  if (of.startsWith('project')) return [project, ...mixed, lead, time, desk]
  return [{ label: '里程碑节点', width: 200, wraps: true, cell: ({ name }) => name }, ...mixed, project, lead, time, desk]
}

/** The day it is due with how far it is off, or when it was done. */
function Time({ line: { kind, dueOn, doneOn }, on }: { line: Line; on: string }) {
  return (
    <>
      {dueOn ?? '—'}
      <small data-kind={kind}>{doneOn !== null ? `${doneOn}完成` : dueOn !== null && dueWords(dueOn, on)}</small>
    </>
  )
}

/** Whose turn it is, since when and until when. */
function Waiting({ desk, names }: { desk: Line['desk']; names: BrowserNames }) {
  if (!desk) return <>项目已办结</>
  return (
    <>
      {names.short(desk.org)}：{desk.step}
      <small>
        自{desk.since}起{desk.due !== null && `，限${desk.due}前`}
      </small>
    </>
  )
}
