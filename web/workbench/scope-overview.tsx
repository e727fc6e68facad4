import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { APPROVED } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { modules } from '#modules/all.ts'
import { countWords } from '../ledger/count-words.ts'
import { countQuery } from '../ledger/queries.ts'
import { ledgerPlace } from '../places.ts'
import styles from './workbench.module.css'
import { stepsOf } from '#kernel/steps.ts'

/** For those who read and handle nothing: how much stands at each step of each business, and the way to it. */
export function ScopeOverview() {
  return (
    <section className={styles.desk} aria-label="业务概览">
      <div className={styles.segments}>
        <h2>业务概览</h2>
        <p className={styles.scope}>您有权查看的范围内，各环节的数量。</p>
      </div>
      {modules.map((module) => (
        <Business key={module.path} module={module} />
      ))}
    </section>
  )
}

function Business({ module }: { module: Module }) {
  const stages = [...stepsOf(module), APPROVED]
  const [total, ...counts] = useQueries({ queries: [undefined, ...stages].map((stage) => countQuery(module, stage ? { stage } : {})) })
  return (
    <div className={styles.overview}>
      <h3>
        <Link {...ledgerPlace(module.path)}>{module.name}</Link>
        <span>{total?.data ? countWords(total.data, module.unit) : ''}</span>
      </h3>
      <ul>
        {stages.map((stage, at) => (
          <li key={stage}>
            <Link {...ledgerPlace(module.path)} search={{ stage }}>
              <b>{figure(counts[at]?.data)}</b>
              {stageLabel(module, stage)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

const figure = (data: { count: number; more: boolean } | undefined) =>
  data ? `${data.count.toLocaleString('zh-CN')}${data.more ? '+' : ''}` : '–'
