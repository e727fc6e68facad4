import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import admin from '../administration/administration.module.css'
import { List, type Column } from '../administration/list.tsx'
import { useNames } from '../api/names.ts'
import { momentText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { audienceWords } from './audience.ts'
import { NoticeDialog } from './notice-dialog.tsx'
import { NoticeDetail } from './notice-detail.tsx'
import { publishedQuery, type Published } from './notice-queries.ts'
import styles from './office.module.css'
import { ReadingsDrawer } from './readings-drawer.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** Notices as the office published them, with how many units have read each. */
export function PublishedNoticesPage() {
  usePageTitle('通知发布')
  const names = useNames()
  const [writing, write] = useState(false)
  const [opened, open] = useState<string>()
  const [readingsOf, showReadings] = useState<Published>()
  const [withdrawn, withdraw] = useState<Published>()
  const answer = useInfiniteQuery(publishedQuery)
  const columns: Column<Published>[] = [
    {
      label: '标题',
      width: 350,
      cell: (notice) => (
        <Button
          type="link"
          className={styles.rowTitle!}
          aria-expanded={opened === notice.id}
          onClick={() => open(opened === notice.id ? undefined : notice.id)}
          title={notice.title}
        >
          {notice.title}
        </Button>
      ),
    },
    { label: '发送范围', width: 170, cell: (notice) => audienceWords(notice, (org) => names.short(org)) },
    {
      label: '附件',
      width: 64,
      cell: (notice) => (notice.files.length > 0 ? `${notice.files.length} 个` : <span className={admin.quiet}>—</span>),
    },
    { label: '发布时间', width: 150, cell: (notice) => momentText(notice.publishedAt) },
    {
      label: '已读单位',
      width: 130,
      cell: (notice) => (
        <Button
          type="link"
          onClick={() => showReadings(notice)}
          aria-label={`${notice.unitsRead} / ${notice.units} 个，已读情况：${notice.title}`}
        >
          {notice.unitsRead} / {notice.units} 个
        </Button>
      ),
    },
    {
      label: '状态',
      width: 90,
      cell: (notice) => (notice.withdrawnAt ? <span className={admin.quiet}>已撤回</span> : <span className={admin.good}>已发布</span>),
    },
    {
      label: '操作',
      width: 80,
      cell: (notice) =>
        !notice.withdrawnAt && (
          <Button type="link" danger onClick={() => withdraw(notice)} aria-label={`撤回 ${notice.title}`}>
            撤回
          </Button>
        ),
    },
  ]
  return (
    <div className={admin.page}>
      <header className={admin.head}>
        <h1>通知发布</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => write(true)}>
          发布通知
        </Button>
      </header>
      <p className={admin.words}>通知发布后立即出现在接收单位人员的工作台上，打开即记为已阅。发布后不能修改，有误的请撤回后重新发布。</p>
      <div className={admin.filters} />
      <List
        caption="已发布的通知"
        columns={columns}
        keyOf={(notice) => notice.id}
        rows={answer.data?.pages.flatMap((page) => page.rows)}
        error={answer.error}
        again={() => void answer.refetch()}
        more={answer.hasNextPage ? { load: () => void answer.fetchNextPage(), busy: answer.isFetchingNextPage } : undefined}
        empty="还没有发布过通知。"
        detail={(notice) => opened === notice.id && <NoticeDetail notice={notice} />}
      />
      {writing && <NoticeDialog onClose={() => write(false)} />}
      {readingsOf && <ReadingsDrawer notice={readingsOf} onClose={() => showReadings(undefined)} />}
      {withdrawn && <WithdrawDialog notice={withdrawn} onClose={() => withdraw(undefined)} />}
    </div>
  )
}
