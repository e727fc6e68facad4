import { Link } from '@tanstack/react-router'
import { roleNames } from '#kernel/org.ts'
import { pagesFor } from '#web/administration/routes.tsx'
import { useMe } from '../api/me.ts'
import styles from './workbench.module.css'

/** The three administrators handle no business; their desk is the doors their role opens. */
export function AdministratorDesk() {
  const me = useMe()
  const pages = pagesFor(me.posts)
  return (
    <section className={styles.desk} aria-label="系统管理">
      <div className={styles.segments}>
        <h2>系统管理</h2>
      </div>
      <p className={styles.quiet}>
        您以{me.posts.map((post) => roleNames[post.role]).join('、')}身份登录。三类管理员权限分立，均不办理业务数据。
      </p>
      <ul className={styles.offices}>
        {pages.map(({ path, label, about }) => (
          <li key={path}>
            <Link to="/administration/$page" params={{ page: path }}>
              <b>{label}</b>
              {about}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
