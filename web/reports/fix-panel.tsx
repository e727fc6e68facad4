import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { whyNotFixed } from '#indicators/why-not-fixed.ts'
import { dayOf } from '#kernel/day.ts'
import { useFresh } from '../account/fresh.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { momentText } from '../city-time.ts'
import type { Computation, Period } from './queries.ts'
import styles from './reports.module.css'

/** 定稿: one asks, another fixes, both having just shown who they are. */
export function FixPanel({ period, computation }: { period: Period; computation: Computation }) {
  const me = useMe()
  const client = useQueryClient()
  const fresh = useFresh()
  const { message } = App.useApp()
  const [cause, setCause] = useState('')
  const { fixing, issues } = period
  const again = issues.length > 0
  const holds = (...roles: string[]) => me.posts.some(({ kind, role }) => kind === 'office' && roles.includes(role))
  const doing = (said: string, work: () => Promise<unknown>) => async () => {
    try {
      await fresh(work)
      void message.success(said)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
    await client.invalidateQueries({ queryKey: ['reports'] })
  }
  const path = `/api/reports/periods/${period.id}`
  const body = { computation: computation.id }
  if (fixing)
    return (
      <div className={styles.panel} role="status">
        <p>
          {fixing.askedByName}于{momentText(fixing.askedAt)}提请{again ? '更正重发' : '定稿'}
          {fixing.cause && `，原因：${fixing.cause}`}。须由另一人核对后定稿，定稿后不能修改。
        </p>
        {fixing.computation === computation.id && holds('reviewer', 'leader') && (
          <Popconfirm
            title="定稿后不能修改，确认定稿？"
            okText="确认定稿"
            cancelText="取消"
            onConfirm={doing('已定稿', () =>
              call('POST', `${path}/fixed`, { body: { ...body, issue: fixing.issue, cause: fixing.cause } }),
            )}
          >
            <Button type="primary">核对无误，定稿</Button>
          </Popconfirm>
        )}
        <Button onClick={() => void doing('已撤销提请', () => call('DELETE', `${path}/fixing`))()}>撤销提请</Button>
      </div>
    )
  if (issues.some((issue) => issue.computation === computation.id) || !holds('entry', 'reviewer', 'module-admin')) return null
  const why = whyNotFixed({ last: period.last, today: dayOf(new Date()), units: computation.result.units })
  return (
    <div className={styles.panel}>
      {why && <p id="why-not-fixed">{why.words}</p>}
      {again && (
        <Input
          aria-label="更正原因"
          placeholder="更正原因"
          maxLength={500}
          value={cause}
          onChange={(event) => setCause(event.target.value)}
        />
      )}
      <Button
        disabled={why !== null || (again && cause.trim() === '')}
        {...(why ? { 'aria-describedby': 'why-not-fixed' } : {})}
        onClick={() =>
          void doing('已提请', () => call('PUT', `${path}/fixing`, { body: { ...body, ...(again ? { cause: cause.trim() } : {}) } }))()
        }
      >
        {again ? '提请更正重发' : '提请定稿'}
      </Button>
    </div>
  )
}
