import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/day.ts'
import { Notice } from '#web/record/notice.tsx'
import { sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { NotFoundPage } from '../shell/not-found-page.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { useTyped } from '../shell/use-typed.ts'
import { reportNames, type ReportId } from './queries.ts'
import { SchemeCopy } from './scheme-copy.tsx'
import { SchemeForm } from './scheme-form.tsx'
import { schemesQuery, standingOf, type SchemeRow } from './scheme-queries.ts'
import { SchemeShown } from './scheme-shown.tsx'
import { SchemeState } from './scheme-state.tsx'
import styles from './scheme.module.css'
import { keptPlace, type Kept } from './use-draft.ts'

/** One version: read by everybody once it is in force, written by the office while it is a draft. */
export function SchemePage() {
  const { report, scheme } = useParams({ from: '/shell/reports/$report/schemes/$scheme' }) as { report: ReportId; scheme: string }
  const { data, error } = useQuery(schemesQuery(report))
  const row = data?.find(({ id }) => id === scheme)
  usePageTitle(row ? `${row.validFrom}起施行的指标体系` : '指标体系')
  if (data && !row) return <NotFoundPage />
  if (!data || !row)
    return (
      <div className={styles.page} role="status">
        {error ? sentenceOf(error) : '正在打开……'}
      </div>
    )
  return <OneScheme key={row.id} row={row} all={data} />
}

function OneScheme({ row, all }: { row: SchemeRow; all: readonly SchemeRow[] }) {
  const me = useMe()
  const keeps = me.posts.some(({ kind, role }) => kind === 'office' && role === 'module-admin')
  const [copied, copy] = useState<SchemeRow>()
  const writes = keeps && !row.inForce
  return (
    <div className={styles.page} data-reading={!writes || undefined}>
      <header className={styles.head}>
        <h1>
          {reportNames[row.report]}指标体系（{row.validFrom}起施行{row.content.validUntil && `，施行至${row.content.validUntil}`}）{' '}
          <SchemeState {...standingOf(row, all, dayOf(new Date()))} />
        </h1>
        <div className={styles.acts}>
          <Link to="/reports/$report/schemes" params={{ report: row.report }}>
            各版本
          </Link>
          {keeps && <Button onClick={() => copy(row)}>以此新建版本</Button>}
        </div>
      </header>
      <p className={styles.note}>{row.content.source}</p>
      {writes ? <SchemeForm row={row} /> : <Read row={row} onCopy={copy} />}
      {copied && <SchemeCopy source={copied} taken={all} onClose={() => copy(undefined)} />}
    </div>
  )
}

function Read({ row, onCopy }: { row: SchemeRow; onCopy: (row: SchemeRow) => void }) {
  const [kept, keep] = useTyped<Kept | null>(keptPlace(row.id), null)
  return (
    <>
      {kept && row.inForce && (
        <div className={styles.banners}>
          <Notice
            tone="warn"
            role="status"
            title="您编辑期间，这份草稿已被启用，您尚未保存的修改没有写入。"
            action={
              <Button size="small" onClick={() => onCopy({ ...row, content: kept.typed.content })}>
                以我的修改新建版本
              </Button>
            }
            onClose={() => keep(null)}
          />
        </div>
      )}
      <SchemeShown content={row.content} />
    </>
  )
}
