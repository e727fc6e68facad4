import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { kindNames, type OrgKind } from '#kernel/org.ts'
import { orgMatches } from '#web/fields/parts/org-matches.ts'
import { call } from '../api/call.ts'
import { orgsQuery } from '../api/names.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { SearchBox } from '../shell/search-box.tsx'
import styles from './administration.module.css'
import { List, type Column } from './list.tsx'
import { OrgDialog, type OrgTyped } from './org-dialog.tsx'
import type { AdminOrg } from './types.ts'

const KEY = ['administration', 'orgs']

/** Organisations: what they are called, in which order they stand, which are still in use. */
export function OrgsPage() {
  usePageTitle('组织机构')
  const client = useQueryClient()
  const { message } = App.useApp()
  const [kind, choose] = useState<OrgKind | 'all'>('all')
  const [words, search] = useState<string>()
  const [open, setOpen] = useState<AdminOrg | 'new'>()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<AdminOrg[]>('GET', '/api/admin/orgs', { signal }),
  })
  const rows = data?.filter((org) => (kind === 'all' || org.kind === kind) && orgMatches(org, words ?? ''))

  const save = async (typed: OrgTyped) => {
    if (open === 'new') await call('POST', '/api/admin/orgs', { body: typed })
    else await call('PATCH', `/api/admin/orgs/${open!.id}`, { body: { ...typed, version: open!.version } })
    await Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: orgsQuery.queryKey })])
    void message.success(open === 'new' ? '单位已新增' : '单位已更新')
  }
  const columns: Column<AdminOrg>[] = [
    { label: '单位名称', width: 300, cell: (org) => org.name },
    { label: '简称', width: 150, cell: (org) => org.short },
    { label: '类别', width: 100, cell: (org) => kindNames[org.kind] },
    { label: '编码', width: 110, cell: (org) => (org.id.startsWith('org-') ? '自动编码' : org.id) },
    { label: '在任岗位', width: 96, cell: (org) => `${org.posts} 个` },
    {
      label: '状态',
      width: 150,
      cell: (org) =>
        org.retiredOn ? <span className={styles.quiet}>{org.retiredOn} 停用</span> : <span className={styles.good}>在用</span>,
    },
    {
      label: '操作',
      width: 90,
      cell: (org) => (
        <Button type="link" onClick={() => setOpen(org)} aria-label={`编辑 ${org.name}`}>
          编辑
        </Button>
      ),
    },
  ]
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>组织机构</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen('new')}>
          新增单位
        </Button>
      </header>
      <p className={styles.words}>停用的单位不再出现在填报选项中，已有记录照常显示其名称。单位不能删除。</p>
      <div className={styles.filters}>
        <SearchBox words={words ?? ''} placeholder="搜索名称、简称、拼音" onSearch={search} />
        <Segmented<OrgKind | 'all'>
          aria-label="类别"
          value={kind}
          onChange={choose}
          options={[
            { value: 'all', label: '全部' },
            ...Object.entries(kindNames).map(([value, label]) => ({ value: value as OrgKind, label })),
          ]}
        />
      </div>
      <List
        caption="组织机构"
        columns={columns}
        keyOf={(org) => org.id}
        rows={rows}
        error={error}
        again={() => void refetch()}
        empty={data?.length === 0 ? '还没有单位。' : '没有符合条件的单位。'}
      />
      <OrgDialog open={open} onClose={() => setOpen(undefined)} save={save} />
    </div>
  )
}
