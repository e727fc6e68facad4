import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, DatePicker, Segmented, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { cityTime } from '../city-time.ts'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { useNames } from '../api/names.ts'
import { download } from '../ledger/download.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { SearchBox } from '../shell/search-box.tsx'
import styles from './administration.module.css'
import { AuditDetail } from './audit-detail.tsx'
import { actionWords, resultWords } from './audit-words.ts'
import { List, type Column } from './list.tsx'
import type { AuditRow } from './types.ts'
import { usePages } from './use-pages.ts'

type Result = 'all' | 'done' | 'refused'
type Range = [Dayjs | null, Dayjs | null]

/** What was done and what was refused: read, searched and taken out, by the audit administrator alone. */
export function AuditPage() {
  usePageTitle('审计日志')
  const names = useNames()
  const [words, search] = useState<string>()
  const [chain, chooseChain] = useState<string>()
  const [result, choose] = useState<Result>('all')
  const [[from, to], range] = useState<Range>([null, null])
  const [opened, open] = useState<string>()
  const { list } = usePages<AuditRow>('/api/admin/audit', {
    q: words,
    chain,
    result: result === 'all' ? undefined : result,
    from: from?.format('YYYY-MM-DD'),
    to: to?.format('YYYY-MM-DD'),
  })
  const columns: Column<AuditRow>[] = [
    {
      label: '时间',
      width: 180,
      cell: (row) => (
        <Button type="link" aria-expanded={opened === keyOf(row)} onClick={() => open(opened === keyOf(row) ? undefined : keyOf(row))}>
          {cityTime(row.at).format('YYYY-MM-DD HH:mm:ss')}
        </Button>
      ),
    },
    {
      label: '人员',
      width: 196,
      cell: (row) =>
        row.personName ?? (
          <span className={styles.quiet}>{row.source === 'sweep' ? '系统' : row.source === 'operator' ? '运维人员' : '未登录'}</span>
        ),
    },
    { label: '单位', width: 150, cell: (row) => (row.org === null ? <span className={styles.quiet}>—</span> : names.short(row.org)) },
    { label: '操作', width: 190, cell: (row) => actionWords(row.action) },
    {
      label: '结果',
      width: 150,
      cell: (row) => <span className={row.result === 'done' ? styles.good : styles.alert}>{resultWords(row.result)}</span>,
    },
    { label: '来源地址', width: 130, cell: (row) => row.source },
  ]
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>审计日志</h1>
        <Export chain={chain} />
      </header>
      <p className={styles.words}>
        每次办理与被拒绝的操作各有一条记录，按单位成链，不可修改或删除。导出的文件可由运维人员用核对程序离线验证。
      </p>
      <div className={styles.filters}>
        <DatePicker.RangePicker
          aria-label="日期"
          allowEmpty
          value={[from, to]}
          onChange={(chosen) => range(chosen ?? [null, null])}
          style={{ width: 250 }}
        />
        <Chains value={chain} onChange={chooseChain} />
        <Segmented<Result>
          aria-label="结果"
          value={result}
          onChange={choose}
          options={[
            { value: 'all', label: '全部' },
            { value: 'done', label: '已办' },
            { value: 'refused', label: '被拒绝' },
          ]}
        />
        <SearchBox words={words ?? ''} placeholder="搜索人员、编号、地址" onSearch={search} />
      </div>
      <List
        caption="审计日志"
        columns={columns}
        keyOf={keyOf}
        {...list}
        empty={words && !from && !to ? '最近 31 天没有符合的记录；更早的请先选择日期。' : '没有符合条件的记录。'}
        detail={(row) => opened === keyOf(row) && <AuditDetail row={row} />}
      />
    </div>
  )
}

const keyOf = (row: AuditRow) => `${row.chain} ${row.seq}`

function Chains({ value, onChange }: { value: string | undefined; onChange: (chain: string | undefined) => void }) {
  const names = useNames()
  const { data } = useQuery({
    queryKey: ['administration', 'chains'],
    queryFn: ({ signal }) => call<{ chain: string; entries: number }[]>('GET', '/api/admin/audit/chains', { signal }),
  })
  return (
    <Select
      aria-label="审计链"
      allowClear
      placeholder="全部审计链"
      value={value ?? null}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      showSearch={{ optionFilterProp: 'label' }}
      options={
        data?.map(({ chain, entries }) => ({
          value: chain,
          label: `${chain === 'none' ? '未登录' : names.org(chain)}（${entries} 条）`,
        })) ?? []
      }
      style={{ width: 220 }}
    />
  )
}

function Export({ chain }: { chain: string | undefined }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      await download('/api/admin/audit/export', { chain }, '审计日志.ndjson')
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void start()}>
      {chain === undefined ? '导出全部' : '导出此链'}
    </Button>
  )
}
