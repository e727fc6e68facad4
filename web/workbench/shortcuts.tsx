import { FormOutlined, SettingOutlined, TableOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { modules } from '#modules/all.ts'
import { pagesFor } from '#web/administration/routes.tsx'
import { filingPosts, useMe } from '../api/me.ts'
import { ledgerPlace, newPlace } from '../places.ts'
import styles from './workbench.module.css'

/** The doors this person goes through most. */
export function Shortcuts() {
  const me = useMe()
  return (
    <section className={styles.card}>
      <h2>常用入口</h2>
      <ul className={styles.doors}>
        {modules
          .filter((module) => filingPosts(me, module).length > 0)
          .map((module) => (
            <li key={module.path}>
              <Link {...newPlace(module.path)}>
                <FormOutlined aria-hidden />
                填报{module.name}
              </Link>
            </li>
          ))}
        {pagesFor(me.posts).map(({ path, label }) => (
          <li key={path}>
            <Link to="/administration/$page" params={{ page: path }}>
              <SettingOutlined aria-hidden />
              {label}
            </Link>
          </li>
        ))}
        {modules.map((module) => (
          <li key={module.path}>
            <Link {...ledgerPlace(module.path)}>
              <TableOutlined aria-hidden />
              {module.name}台账
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
