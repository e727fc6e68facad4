import {
  BarChartOutlined,
  CloudDownloadOutlined,
  DashboardOutlined,
  HomeOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  NotificationOutlined,
  ReadOutlined,
  TrophyOutlined,
} from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AdministrationPage } from '#web/administration/routes.tsx'
import { grouped } from './areas.ts'
import { marksOf } from './marks.ts'
import { NavEntry, NavMark } from './nav-entry.tsx'
import { NavGroup } from './nav-group.tsx'
import styles from './nav.module.css'
import { useEntries } from './use-entries.ts'

/** The businesses with what waits in each, then what everybody needs, then what the roles open. */
export function Nav({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { areas, administration, total, overdue, unread, works } = useEntries()
  const groups = new Map(areas.map((area) => [area, grouped(area.modules)]))
  const marks = marksOf([
    ...[...groups.values()].flat().map(({ name }) => name),
    ...areas.flatMap(({ modules, pages }) => [...modules.map(({ name }) => name), ...pages.map(({ label }) => label)]),
    ...administration.map(({ label }) => label),
  ])
  return (
    <nav className={styles.nav} aria-label="主导航" data-folded={folded || undefined}>
      <div className={styles.entries}>
        <ul>
          <NavEntry folded={folded} label="工作台" icon={<HomeOutlined aria-hidden />} count={total} urgent={overdue > 0}>
            {(inside) => (
              <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={styles.link}>
                {inside}
              </Link>
            )}
          </NavEntry>
        </ul>
        {areas.map((area) => (
          <Section key={area.name} name={area.name} folded={folded}>
            {groups.get(area)!.map((group) => (
              <NavGroup key={group.name} group={group} marks={marks} folded={folded} />
            ))}
            {area.pages.map(({ label, place }) => (
              <NavEntry key={place.to} folded={folded} label={label} icon={<NavMark mark={marks.get(label)} />}>
                {(inside) => (
                  <Link {...place} activeOptions={{ includeSearch: false }} className={styles.link}>
                    {inside}
                  </Link>
                )}
              </NavEntry>
            ))}
          </Section>
        ))}
        <Section name="服务" folded={folded}>
          <NavEntry folded={folded} label="通知公告" icon={<NotificationOutlined aria-hidden />} count={unread} counted="条未读">
            {(inside) => (
              <Link to="/notices" className={styles.link}>
                {inside}
              </Link>
            )}
          </NavEntry>
          {works && (
            <NavEntry folded={folded} label="驾驶舱" icon={<DashboardOutlined aria-hidden />}>
              {(inside) => (
                <Link to="/cockpit" activeOptions={{ includeSearch: false }} className={styles.link}>
                  {inside}
                </Link>
              )}
            </NavEntry>
          )}
          {works && (
            <NavEntry folded={folded} label="报表排名" icon={<TrophyOutlined aria-hidden />}>
              {(inside) => (
                <Link to="/reports/$report" params={{ report: 'district' }} className={styles.link}>
                  {inside}
                </Link>
              )}
            </NavEntry>
          )}
          {works && (
            <NavEntry folded={folded} label="办理统计" icon={<BarChartOutlined aria-hidden />}>
              {(inside) => (
                <Link to="/statistics" className={styles.link}>
                  {inside}
                </Link>
              )}
            </NavEntry>
          )}
          {works && (
            <NavEntry folded={folded} label="导入与下载" icon={<CloudDownloadOutlined aria-hidden />}>
              {(inside) => (
                <Link to="/jobs" className={styles.link}>
                  {inside}
                </Link>
              )}
            </NavEntry>
          )}
          <NavEntry folded={folded} label="填报指南" icon={<ReadOutlined aria-hidden />}>
            {(inside) => (
              <Link to="/help" className={styles.link}>
                {inside}
              </Link>
            )}
          </NavEntry>
        </Section>
        {administration.length > 0 && <Administration pages={administration} marks={marks} folded={folded} />}
      </div>
      <button type="button" className={styles.fold} onClick={onFold} aria-expanded={!folded} aria-label={folded ? '展开导航' : '收起导航'}>
        {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!folded && <span>收起导航</span>}
      </button>
    </nav>
  )
}

type AdministrationProps = { pages: readonly AdministrationPage[]; marks: ReadonlyMap<string, string>; folded: boolean }

function Administration({ pages, marks, folded }: AdministrationProps) {
  return (
    <Section name={pages[0]!.office ? '业务管理' : '系统管理'} folded={folded}>
      {pages.map(({ path, label }) => (
        <NavEntry key={path} folded={folded} label={label} icon={<NavMark mark={marks.get(label)} />}>
          {(inside) => (
            <Link to="/administration/$page" params={{ page: path }} className={styles.link}>
              {inside}
            </Link>
          )}
        </NavEntry>
      ))}
    </Section>
  )
}

function Section({ name, folded, children }: { name: string; folded: boolean; children: ReactNode }) {
  return (
    <div className={styles.section}>
      {folded ? <hr /> : name && <h2>{name}</h2>}
      <ul>{children}</ul>
    </div>
  )
}
