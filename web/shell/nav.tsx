import { BarChartOutlined, BellOutlined, HomeOutlined, MenuFoldOutlined, MenuUnfoldOutlined, ReadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { AdministrationPage } from '#web/administration/routes.tsx'
import { ledgerPlace } from '../places.ts'
import styles from './nav.module.css'
import { useEntries } from './use-entries.ts'

/** The businesses with what waits in each, then what everybody needs, then what the roles open. */
export function Nav({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { areas, administration, total, overdue, unread, works } = useEntries()
  return (
    <nav className={styles.nav} aria-label="主导航" data-folded={folded || undefined}>
      <div className={styles.entries}>
        <ul>
          <Entry folded={folded} label="工作台" icon={<HomeOutlined aria-hidden />} count={total} urgent={overdue > 0}>
            {(inside) => (
              <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={styles.link}>
                {inside}
              </Link>
            )}
          </Entry>
        </ul>
        {areas.map((area) => (
          <Section key={area.name} name={area.name} folded={folded}>
            {area.modules.map(({ path, name, count, overdue }) => (
              <Entry
                key={path}
                folded={folded}
                label={name}
                icon={<span className={styles.initial}>{name.at(-2)}</span>}
                count={count}
                urgent={overdue > 0}
              >
                {(inside) => (
                  <Link {...ledgerPlace(path)} activeOptions={{ includeSearch: false }} className={styles.link}>
                    {inside}
                  </Link>
                )}
              </Entry>
            ))}
            {area.pages.map(({ label, place }) => (
              <Entry key={place.to} folded={folded} label={label} icon={<span className={styles.initial}>{label[0]}</span>}>
                {(inside) => (
                  <Link {...place} activeOptions={{ includeSearch: false }} className={styles.link}>
                    {inside}
                  </Link>
                )}
              </Entry>
            ))}
          </Section>
        ))}
        <Section name="服务" folded={folded}>
          <Entry folded={folded} label="通知公告" icon={<BellOutlined aria-hidden />} count={unread} counted="条未读">
            {(inside) => (
              <Link to="/notices" className={styles.link}>
                {inside}
              </Link>
            )}
          </Entry>
          {works && (
            <Entry folded={folded} label="办理统计" icon={<BarChartOutlined aria-hidden />}>
              {(inside) => (
                <Link to="/statistics" className={styles.link}>
                  {inside}
                </Link>
              )}
            </Entry>
          )}
          <Entry folded={folded} label="填报指南" icon={<ReadOutlined aria-hidden />}>
            {(inside) => (
              <Link to="/help" className={styles.link}>
                {inside}
              </Link>
            )}
          </Entry>
        </Section>
        {administration.length > 0 && <Administration pages={administration} folded={folded} />}
      </div>
      <button type="button" className={styles.fold} onClick={onFold} aria-expanded={!folded} aria-label={folded ? '展开导航' : '收起导航'}>
        {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {!folded && <span>收起导航</span>}
      </button>
    </nav>
  )
}

function Administration({ pages, folded }: { pages: readonly AdministrationPage[]; folded: boolean }) {
  return (
    <Section name={pages[0]!.office ? '业务管理' : '系统管理'} folded={folded}>
      {pages.map(({ path, label }) => (
        <Entry key={path} folded={folded} label={label} icon={<span className={styles.initial}>{label[0]}</span>}>
          {(inside) => (
            <Link to="/administration/$page" params={{ page: path }} className={styles.link}>
              {inside}
            </Link>
          )}
        </Entry>
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

type EntryProps = {
  folded: boolean
  label: string
  icon: ReactNode
  count?: number
  /** What the badge counts. */
  counted?: string
  urgent?: boolean
  children: (inside: ReactNode) => ReactNode
}

function Entry({ folded, label, icon, count = 0, counted = '项待办', urgent = false, children }: EntryProps) {
  const badge = count > 0 && (
    <span className={styles.badge} data-urgent={urgent || undefined}>
      {count > 99 ? '99+' : count}
      <span className={styles.unseen}>
        {' '}
        {counted}
        {urgent ? '，有超期' : ''}
      </span>
    </span>
  )
  const inside = (
    <>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={folded ? styles.unseen : styles.label}>{label}</span>
      {badge}
    </>
  )
  return (
    <li>
      {folded ? (
        <Tooltip title={label} placement="right">
          {children(inside)}
        </Tooltip>
      ) : (
        children(inside)
      )}
    </li>
  )
}
