import { PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { Module } from '#kernel/module.ts'
import { firstStep, isFiledByOne } from '#kernel/steps.ts'
import { modules } from '#modules/all.ts'
import { pagesFor } from '#web/administration/routes.tsx'
import { filingPosts, useMe } from '../api/me.ts'
import { ledgerPlace, newPlace } from '../places.ts'
import styles from './shortcuts.module.css'
import frame from './workbench.module.css'

/** What this person may begin, and the ledgers of every business. */
export function Shortcuts() {
  const me = useMe()
  const begun = modules.filter((module) => filingPosts(me, module).length > 0)
  const keeps = pagesFor(me.posts)
  return (
    <section className={frame.card}>
      <h2>常用入口</h2>
      {(begun.length > 0 || keeps.length > 0) && (
        <ul className={styles.begin}>
          {begun.map((module) => (
            <li key={module.path}>
              <Link {...newPlace(module.path)}>
                <PlusOutlined aria-hidden />
                {beginWords(module)}
              </Link>
            </li>
          ))}
          {keeps.map(({ path, label }) => (
            <li key={path}>
              <Link to="/administration/$page" params={{ page: path }}>
                <SettingOutlined aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <h3 className={styles.title}>台账</h3>
      <ul className={styles.ledgers}>
        {modules.map((module) => (
          <li key={module.path}>
            <Link {...ledgerPlace(module.path)} aria-label={`${module.name}台账`}>
              {module.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 交办堵点卡点, 填报改革需求: what its first step is called; what one body alone enters is 录入. */
export function beginWords(module: Module): string {
  const { does } = module.flow[firstStep(module)]!
  return `${does?.label ?? (isFiledByOne(module) ? '录入' : '填报')}${module.name}`
}
