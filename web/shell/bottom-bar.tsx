import { AppstoreOutlined, DashboardOutlined, HomeOutlined, NotificationOutlined, ReadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useState } from 'react'
import { ledgerPlace } from '../places.ts'
import styles from './bottom-bar.module.css'
import { useEntries } from './use-entries.ts'

/** The navigation where a thumb reaches it. */
export function BottomBar() {
  const { areas, administration, total, unread, works } = useEntries()
  const [open, show] = useState(false)
  return (
    <nav className={styles.bar} aria-label="主导航">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={styles.entry}>
        <span className={styles.icon}>
          <HomeOutlined aria-hidden />
          {total > 0 && <span className={styles.badge}>{total > 99 ? '99+' : total}</span>}
        </span>
        工作台
      </Link>
      <button type="button" className={styles.entry} onClick={() => show(true)} aria-haspopup="dialog" aria-expanded={open}>
        <span className={styles.icon}>
          <AppstoreOutlined aria-hidden />
        </span>
        {administration.length > 0 && areas.length === 0 ? '管理' : '台账'}
      </button>
      {works && (
        <Link to="/cockpit" className={styles.entry}>
          <span className={styles.icon}>
            <DashboardOutlined aria-hidden />
          </span>
          驾驶舱
        </Link>
      )}
      <Link to="/notices" className={styles.entry}>
        <span className={styles.icon}>
          <NotificationOutlined aria-hidden />
          {unread > 0 && <span className={styles.badge}>{unread > 99 ? '99+' : unread}</span>}
        </span>
        通知
      </Link>
      <Link to="/help" className={styles.entry}>
        <span className={styles.icon}>
          <ReadOutlined aria-hidden />
        </span>
        指南
      </Link>
      <Drawer title="选择业务" placement="bottom" open={open} onClose={() => show(false)} size="default">
        {areas.map((area) => (
          <section key={area.name} className={styles.area}>
            <h2>{area.name}</h2>
            <ul className={styles.list}>
              {area.modules.map(({ path, name, count }) => (
                <li key={path}>
                  <Link {...ledgerPlace(path)} onClick={() => show(false)}>
                    {name}
                    {count > 0 && <span className={styles.count}>{count} 项待办</span>}
                  </Link>
                </li>
              ))}
              {area.pages.map(({ label, place }) => (
                <li key={label}>
                  <Link {...place} onClick={() => show(false)}>
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <ul className={styles.list}>
          {administration.map(({ path, label }) => (
            <li key={path}>
              <Link to="/administration/$page" params={{ page: path }} onClick={() => show(false)}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  )
}
