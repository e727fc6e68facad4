import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { lineKinds, type Opened } from '#cockpits/project-board.ts'
import { useNames } from '../api/names.ts'
import { momentText } from '../city-time.ts'
import { periodName, schemeWords } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { ProjectLines } from './project-lines.tsx'
import { ProjectNumbers } from './project-numbers.tsx'
import { projectCockpitQuery, type ProjectCockpit } from './project-queries.ts'
import { ProjectRanking } from './project-ranking.tsx'
import styles from './project.module.css'

const route = getRouteApi('/shell/cockpit/projects')

const TITLE = '重大改革项目报表驾驶舱'

/** The cockpit of major projects, of this moment or of a fixed issue. What is opened stands in the address, so that it can be sent on and gone back from. */
export function ProjectCockpitPage() {
  usePageTitle(TITLE)
  const { issue } = route.useSearch()
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery(projectCockpitQuery(issue))
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{TITLE}</h1>
        <div className={styles.tools}>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            打印
          </Button>
        </div>
      </header>
      {data ? (
        <Shown shown={data} asked={dataUpdatedAt} failed={error} />
      ) : error ? (
        <Failed error={error} again={refetch} busy={isFetching} />
      ) : (
        <p className={styles.note} role="status">
          正在打开……
        </p>
      )}
    </div>
  )
}

function Shown({ shown, asked, failed }: { shown: ProjectCockpit; asked: number; failed: Error | null }) {
  const navigate = route.useNavigate()
  const { open, of, department } = route.useSearch()
  const opens = (opened: Opened | undefined, whose?: string) =>
    void navigate({ search: (was) => ({ ...was, open: opened, of: whose }), resetScroll: false })
  return (
    <>
      <p className={styles.note}>{momentWords(shown, asked)}</p>
      {failed && (
        <p className={styles.failed} role="status">
          暂时连接不上服务器，以下为{momentText(new Date(asked))}的数据。
        </p>
      )}
      <ProjectNumbers counts={shown.board.counts} onOpen={(opened) => opens(opened)} />
      <section aria-labelledby="late">
        <h2 id="late">超期未完成的节点</h2>
        <ProjectLines shown={shown} of="milestone-late" caption="超期未完成的节点" empty="没有超期未完成的节点。" />
      </section>
      <section aria-labelledby="coming">
        <h2 id="coming">60天内到期的节点</h2>
        <ProjectLines shown={shown} of="milestone-coming" caption="60天内到期的节点" empty="60天内没有到期的节点。" />
      </section>
      <section aria-labelledby="ranking">
        <h2 id="ranking">部门指数和排名</h2>
        <p className={styles.note}>
          按{schemeWords(shown.scheme)}计分，完成率按本期末（{shown.last}
          ）应完成的节点、项目计算；点击部门查看指标、计算过程和所依据的事项。
        </p>
        <ProjectRanking
          shown={shown}
          department={department}
          onDepartment={(id) => void navigate({ search: (was) => ({ ...was, department: id }), resetScroll: false })}
          onOpen={opens}
        />
      </section>
      {open && <Opening shown={shown} open={open} of={of} onClose={() => opens(undefined)} />}
    </>
  )
}

function Opening({ shown, open, of, onClose }: { shown: ProjectCockpit; open: Opened; of: string | undefined; onClose: () => void }) {
  const names = useNames()
  const about = open === 'project' ? '项目' : open === 'milestone' ? '里程碑节点' : lineWords(open)
  return (
    <Drawer open title={of === undefined ? about : `${names.short(of)}：${about}`} size="min(1040px, 100vw)" onClose={onClose}>
      <ProjectLines shown={shown} of={open} department={of} caption={about} empty="没有这一类事项。" />
    </Drawer>
  )
}

const lineWords = (kind: Exclude<Opened, 'project' | 'milestone'>) =>
  kind === 'result' ? lineKinds.result : `${kind.startsWith('project') ? '项目' : '节点'}：${lineKinds[kind]}`

function momentWords({ first, last, at, issue }: ProjectCockpit, asked: number): string {
  const period = periodName(first, last)
  return issue
    ? `${period}，${issue.fixedByName}于${momentText(issue.fixedAt)}定稿${issue.issue > 1 ? `（第${issue.issue}次发布）` : ''}；项目和节点为${momentText(at)}计算时的情况，统计至${last}。`
    : `${period}，按已审定的事项实时计算，未定稿，以定稿报表为准；截至${momentText(new Date(asked))}。`
}
