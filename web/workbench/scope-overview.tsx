import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { APPROVED } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { stepsOf } from '#kernel/steps.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { modules } from '#modules/all.ts'
import { countWords } from '../ledger/count-words.ts'
import { countQuery } from '../ledger/queries.ts'
import { ledgerPlace } from '../places.ts'
import styles from './workbench.module.css'

/** For those who read and handle nothing: how much there is of each business, and of one at a time how much stands at each step. */
export function ScopeOverview() {
  const [open, setOpen] = useState<string | null>(modules[0]?.path ?? null)
  return (
    <section className={styles.desk} aria-label="业务概览">
      <div className={styles.segments}>
        <h2>业务概览</h2>
        <p className={styles.scope}>您有权查看的范围内，各环节的数量。</p>
      </div>
      {modules.map((module) => (
        <Business
          key={module.path}
          module={module}
          open={open === module.path}
          onTurn={() => setOpen(open === module.path ? null : module.path)}
        />
      ))}
    </section>
  )
}

function Business({ module, open, onTurn }: { module: Module; open: boolean; onTurn: () => void }) {
  const total = useQuery(countQuery(module, {}))
  return (
    <div className={styles.overview}>
      <h3>
        <Link {...ledgerPlace(module.path)}>{module.name}</Link>
        <span>{total.data ? countWords(total.data, module.unit) : ''}</span>
        <button
          type="button"
          className={styles.turn}
          onClick={onTurn}
          aria-expanded={open}
          aria-label={`${open ? '收起' : '各环节'}：${module.name}`}
        >
          {open ? '收起' : '各环节'}
        </button>
      </h3>
      {open && <Stages module={module} />}
    </div>
  )
}

function Stages({ module }: { module: Module }) {
  const stages = [...stepsOf(module), APPROVED]
  const counts = useQueries({ queries: stages.map((stage) => countQuery(module, { stage })) })
  return (
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
  )
}

const figure = (data: { count: number; more: boolean } | undefined) =>
  data ? `${data.count.toLocaleString('zh-CN')}${data.more ? '+' : ''}` : '–'
