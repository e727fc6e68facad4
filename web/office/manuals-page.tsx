import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import admin from '../administration/administration.module.css'
import { List, type Column } from '../administration/list.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { momentText } from '../city-time.ts'
import { downloadPath } from '../files/file-words.ts'
import type { ManualAnswer } from '../help/manual-queries.ts'
import { moduleOf } from '../module-of.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { ManualDialog, type ManualTask } from './manual-dialog.tsx'
import styles from './office.module.css'

/** The manuals that can be downloaded from the help pages, and every edition there was. */
export function ManualsPage() {
  usePageTitle('手册管理')
  const client = useQueryClient()
  const { message } = App.useApp()
  const [task, begin] = useState<ManualTask>()
  const [opened, open] = useState<string>()
  const { data, error, refetch } = useQuery({
    queryKey: ['manuals', 'office'],
    queryFn: ({ signal }) => call<ManualAnswer[]>('GET', '/api/office/manuals', { signal }),
  })
  const retire = async ({ id, version, retiredAt }: ManualAnswer) => {
    try {
      await call('PATCH', `/api/office/manuals/${id}`, { body: { version, retired: retiredAt === null } })
      void message.success(retiredAt === null ? '手册已停用，不再供下载' : '手册已恢复')
    } catch (refused) {
      void message.error(sentenceOf(refused))
    } finally {
      await client.invalidateQueries({ queryKey: ['manuals'] })
    }
  }
  const columns: Column<ManualAnswer>[] = [
    {
      label: '名称',
      width: 320,
      cell: (manual) => (
        <Button
          type="link"
          className={styles.rowTitle!}
          aria-expanded={opened === manual.id}
          onClick={() => open(opened === manual.id ? undefined : manual.id)}
          title={manual.title}
        >
          {manual.title}
        </Button>
      ),
    },
    {
      label: '所属业务',
      width: 150,
      cell: (manual) => (manual.module === null ? '全系统' : (moduleOf(manual.module)?.name ?? manual.module)),
    },
    { label: '现行版本', width: 100, cell: ({ editions: [latest] }) => `第 ${latest!.edition} 版` },
    { label: '发布时间', width: 150, cell: ({ editions: [latest] }) => momentText(latest!.at) },
    {
      label: '状态',
      width: 90,
      cell: (manual) => (manual.retiredAt ? <span className={admin.quiet}>已停用</span> : <span className={admin.good}>供下载</span>),
    },
    {
      label: '操作',
      width: 220,
      cell: (manual) => (
        <>
          <Button type="link" onClick={() => begin({ kind: 'issue', manual })} aria-label={`发布新版 ${manual.title}`}>
            发布新版
          </Button>
          <Button type="link" onClick={() => begin({ kind: 'change', manual })} aria-label={`编辑 ${manual.title}`}>
            编辑
          </Button>
          <Popconfirm
            title={manual.retiredAt ? '恢复这本手册？' : '停用这本手册？'}
            description={manual.retiredAt ? '恢复后重新出现在填报指南中。' : '停用后不再出现在填报指南中，可以恢复。'}
            okText={manual.retiredAt ? '恢复' : '停用'}
            onConfirm={() => void retire(manual)}
            placement="bottomRight"
          >
            <Button type="link" aria-label={`${manual.retiredAt ? '恢复' : '停用'} ${manual.title}`}>
              {manual.retiredAt ? '恢复' : '停用'}
            </Button>
          </Popconfirm>
        </>
      ),
    },
  ]
  return (
    <div className={admin.page}>
      <header className={admin.head}>
        <h1>手册管理</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => begin({ kind: 'add' })}>
          新增手册
        </Button>
      </header>
      <p className={admin.words}>手册在“填报指南”中供全体用户下载，每次下载记入审计日志。发布新版后，以前各版仍可下载。</p>
      <div className={admin.filters} />
      <List
        caption="操作手册"
        columns={columns}
        keyOf={(manual) => manual.id}
        rows={data}
        error={error}
        again={() => void refetch()}
        empty="还没有手册。新增后出现在填报指南中。"
        detail={(manual) => opened === manual.id && <Editions manual={manual} />}
      />
      {task && <ManualDialog task={task} onClose={() => begin(undefined)} />}
    </div>
  )
}

function Editions({ manual: { editions } }: { manual: ManualAnswer }) {
  return (
    <dl className={admin.facts}>
      {editions.map(({ edition, file, note, byName, at }) => [
        <dt key={`${edition} title`}>第 {edition} 版</dt>,
        <dd key={edition}>
          <a href={downloadPath(file)} download={file.name}>
            {file.name}
          </a>
          　{byName}　{momentText(at)}
          {note && `　${note}`}
        </dd>,
      ])}
    </dl>
  )
}
