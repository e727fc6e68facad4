import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { pastQuery } from '../cockpit/queries.ts'
import { Differences, type Before } from './differences.tsx'
import { periodName, type Computation, type Period } from './queries.ts'
import styles from './reports.module.css'

type Choice = Before & { kind: 'own' | 'other' }

/**
 * A computation beside another: an issue beside the one before it, what is not fixed beside the last issue, or beside the computation before it where nothing is
 * fixed. The reader may choose any other of the period, and any other period’s report that the same scheme has scored.
 */
export function Comparison({ period, computation }: { period: Period; computation: Computation }) {
  const { data: past } = useQuery(pastQuery(period.report))
  const [chosen, choose] = useState<string>()
  const own = ownOf(period, computation)
  const others = (past ?? [])
    .filter((each) => each.period !== period.id && each.scheme === computation.scheme.id)
    .toReversed()
    .map(({ computation: id, first, last }): Choice => ({ kind: 'other', computation: id, words: `${periodName(first, last)}报表` }))
  const choices = [...own, ...others]
  const issue = period.issues.find((each) => each.computation === computation.id)
  const usual = usualOf(period, computation)
  const before = choices.find((each) => each.computation === (chosen ?? usual))
  const options = (['own', 'other'] as const)
    .map((kind) => ({
      label: { own: '本期', other: '其他各期' }[kind],
      options: choices.filter((each) => each.kind === kind).map(({ computation: value, words }) => ({ value, label: words })),
    }))
    .filter((group) => group.options.length > 0)
  if (choices.length === 0) return null
  const chooser = (
    <Select
      aria-label="与哪一次比较"
      placeholder="与哪一次比较"
      value={before?.computation ?? null}
      onChange={choose}
      options={options}
      popupMatchSelectWidth={false}
    />
  )
  if (!before)
    return (
      <section aria-labelledby="differences">
        <div className={styles.sectionHead}>
          <h2 id="differences">与其他报表比较</h2>
          {chooser}
        </div>
      </section>
    )
  return (
    <Differences computation={computation} before={before} cause={issue?.cause ?? null}>
      {chooser}
    </Differences>
  )
}

/** All others of the period that one may look at, the latest first. */
function ownOf({ issues, computations }: Period, { id }: Computation): Choice[] {
  const fixed = new Set(issues.map(({ computation }) => computation))
  return [
    ...issues.map(({ computation, issue }) => ({ computation, words: issue === 1 ? '首次定稿' : `第${issue}次发布` })),
    ...computations.filter((each) => !fixed.has(each.id)).map((each) => ({ computation: each.id, words: `第${each.number}次计算` })),
  ]
    .filter(({ computation }) => computation !== id)
    .map((each): Choice => ({ kind: 'own', ...each }))
}

/** What it is compared with unless somebody chooses otherwise. */
function usualOf({ issues, computations }: Period, { id, number }: Computation): string | undefined {
  const issue = issues.find(({ computation }) => computation === id)
  if (issue) return issues.find((each) => each.issue === issue.issue - 1)?.computation
  return (issues[0] ?? computations.filter((each) => each.number < number).map((each) => ({ computation: each.id }))[0])?.computation
}
