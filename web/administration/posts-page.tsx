import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Badge, Button, Popconfirm, Segmented, Select } from 'antd'
import { dayText, momentText } from '../city-time.ts'
import { useState } from 'react'
import { roleNames, roles, type Role } from '#kernel/org.ts'
import { call, sentenceOf } from '../api/call.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { SearchBox } from '../shell/search-box.tsx'
import styles from './administration.module.css'
import { GrantDialog } from './grant-dialog.tsx'
import { List, type Column } from './list.tsx'
import type { AdminPost, PostState } from './types.ts'
import { usePages } from './use-pages.ts'

/** Who holds which post. One security administrator grants; for reviewers and administrators a second one confirms. */
export function PostsPage() {
  usePageTitle('岗位授权')
  const client = useQueryClient()
  const { message } = App.useApp()
  const [state, choose] = useState<PostState>('current')
  const [words, search] = useState<string>()
  const [role, chooseRole] = useState<Role>()
  const [granting, grant] = useState(false)
  const { list, first } = usePages<AdminPost, { pending: number }>('/api/admin/posts', { state, q: words, role })
  const reload = () => client.invalidateQueries({ queryKey: ['administration', '/api/admin/posts'] })
  const doing = (said: string, work: () => Promise<unknown>) => async () => {
    try {
      await work()
      void message.success(said)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
    await reload()
  }
  const confirm = (post: AdminPost) =>
    doing('岗位已确认，即刻生效', () => call('POST', `/api/admin/posts/${post.id}/confirm`, { body: {} }))
  const revoke = (post: AdminPost) => doing('岗位已撤销', () => call('DELETE', `/api/admin/posts/${post.id}`))

  const columns: Column<AdminPost>[] = [
    { label: '姓名', width: 190, cell: (post) => post.personName },
    { label: '单位', width: 216, cell: (post) => post.orgName },
    { label: '岗位', width: 100, cell: (post) => post.roleName },
    { label: '任期', width: 118, cell: (post) => <Term post={post} /> },
    { label: '授予', width: 140, cell: (post) => <Hand by={post.grantedBy} at={post.grantedAt} /> },
    { label: '确认', width: 140, cell: (post) => <Confirmed post={post} /> },
    { label: '操作', width: 104, cell: (post) => <Actions post={post} confirm={confirm(post)} revoke={revoke(post)} /> },
  ]
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>岗位授权</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => grant(true)}>
          授予岗位
        </Button>
      </header>
      <p className={styles.words}>
        审核员和系统、安全、审计管理员岗位须由另一名安全管理员确认后生效；本人的岗位不能自行授予、确认或撤销。撤销岗位不影响办理过的内容。
      </p>
      <div className={styles.filters}>
        <Segmented<PostState>
          aria-label="岗位状态"
          value={state}
          onChange={choose}
          options={[
            { value: 'current', label: '在任' },
            { value: 'pending', label: <Waiting count={first?.pending ?? 0} /> },
            { value: 'future', label: '未到任' },
            { value: 'ended', label: '已结束' },
          ]}
        />
        <SearchBox words={words ?? ''} placeholder="搜索姓名、单位、拼音" onSearch={search} />
        <Select<Role>
          aria-label="岗位"
          allowClear
          placeholder="全部岗位"
          value={role ?? null}
          onChange={(chosen) => chooseRole(chosen ?? undefined)}
          options={roles.map((value) => ({ value, label: roleNames[value] }))}
          style={{ width: 150 }}
        />
      </div>
      <List
        caption="岗位授权"
        columns={columns}
        keyOf={(post) => post.id}
        {...list}
        empty={state === 'pending' ? '没有待确认的岗位。' : '没有符合条件的岗位。'}
      />
      <GrantDialog open={granting} onClose={() => grant(false)} onGranted={(post) => void reload().then(() => choose(post.state))} />
    </div>
  )
}

function Waiting({ count }: { count: number }) {
  return (
    <>
      待确认
      <Badge count={count} size="small" style={{ marginLeft: 4 }} title={`${count} 个待确认`} />
    </>
  )
}

function Term({ post }: { post: AdminPost }) {
  return (
    <>
      {post.startsOn} 起<small>{post.endsOn === null ? '长期' : `至 ${post.endsOn}`}</small>
    </>
  )
}

function Hand({ by, at }: { by: string | null; at: string }) {
  return (
    <>
      {by ?? '运维人员'}
      <small>{momentText(at)}</small>
    </>
  )
}

function Confirmed({ post }: { post: AdminPost }) {
  if (post.state === 'ended' && post.revokedAt) return <span className={styles.quiet}>{dayText(post.revokedAt)} 撤销</span>
  if (post.confirmedAt) return <Hand by={post.confirmedBy} at={post.confirmedAt} />
  if (post.state === 'pending') return <span className={styles.warn}>{post.mayConfirm ? '待您确认' : '待另一人确认'}</span>
  return <span className={styles.quiet}>无需确认</span>
}

function Actions({ post, confirm, revoke }: { post: AdminPost; confirm: () => Promise<void>; revoke: () => Promise<void> }) {
  const what = `${post.personName}（${post.orgName}${post.roleName}）`
  return (
    <>
      {post.mayConfirm && (
        <Popconfirm
          title={`确认 ${what}？`}
          description={`由 ${post.grantedBy ?? '运维人员'} 授予，确认后即刻生效。`}
          okText="确认"
          onConfirm={confirm}
        >
          <Button type="link" aria-label={`确认 ${what}`}>
            确认
          </Button>
        </Popconfirm>
      )}
      {post.mayRevoke && (
        <Popconfirm
          title={`撤销 ${what}？`}
          description="撤销后立即失去权限，已登录的设备全部退出。"
          okText="撤销"
          okButtonProps={{ danger: true }}
          onConfirm={revoke}
        >
          <Button type="link" aria-label={`撤销 ${what}`}>
            撤销
          </Button>
        </Popconfirm>
      )}
    </>
  )
}
