import { Link } from '@tanstack/react-router'
import { menuName } from '#kernel/module.ts'
import { useModules } from '../module-of.ts'
import { helpPlace } from '../places.ts'
import { usePageTitle } from '../shell/page-title.ts'
import styles from './help.module.css'
import { Manuals } from './manuals.tsx'

/** The manual's table of contents, as far as it is built. */
export function HelpPage() {
  usePageTitle('填报指南')
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>填报指南</h1>
        <p>各项业务的填报范围、填报项要求、办理流程，均由系统中正在执行的规则直接生成，与填报页面一致。</p>
      </header>
      <section className={styles.part}>
        <h2>手册下载</h2>
        <Manuals module={null} />
      </section>
      <ul className={styles.contents}>
        {useModules().map((module) => (
          <li key={module.path}>
            <Link {...helpPlace(module.path)}>
              <h2>{menuName(module)}</h2>
              <p>{module.scope}</p>
              <p className={styles.source}>依据：{module.manual}</p>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
