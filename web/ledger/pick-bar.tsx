import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox } from 'antd'
import type { Module } from '#kernel/module.ts'
import { call, sentenceOf } from '../api/call.ts'
import type { LedgerCount, LedgerRow } from '../api/types.ts'
import type { Job } from '../jobs/types.ts'
import { countWords } from './count-words.ts'
import styles from './ledger.module.css'
import { filtersOf, type LedgerSearch } from './search.ts'
import type { Picking } from './use-picking.ts'

type Props = {
  module: Module
  search: LedgerSearch
  rows: readonly LedgerRow[] | undefined
  count: LedgerCount | undefined
  picking: Picking
}

/** 批量下载: what was picked, or all that the filter shows, is packed into one archive while one goes on working. */
export function PickBar({ module, search, rows = [], count, picking }: Props) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { picked } = picking
  const here = rows.filter((row) => picked.has(row.id)).length
  const pack = useMutation({
    mutationFn: (ids: readonly string[] | null) =>
      call<Job>('POST', `/api/${module.path}/batches`, {
        body: { ...(ids ? { ids } : { filter: filtersOf(search) }), ...(search.sort ? { sort: search.sort } : {}) },
      }),
    onSuccess: async () => {
      picking.end()
      await client.invalidateQueries({ queryKey: ['jobs'] })
      void navigate({ to: '/jobs' })
    },
    onError: (error) => void message.error(sentenceOf(error)),
  })
  return (
    <div className={styles.pick} role="region" aria-label="批量下载">
      <Checkbox
        checked={rows.length > 0 && here === rows.length}
        indeterminate={here > 0 && here < rows.length}
        disabled={rows.length === 0}
        onChange={(event) => picking.all(rows, event.target.checked)}
      >
        全选本页
      </Checkbox>
      <span aria-live="polite">
        已选 {picked.size} {module.unit}
      </span>
      <span className={styles.pickActs}>
        <Button
          type="primary"
          icon={<DownloadOutlined aria-hidden />}
          disabled={picked.size === 0}
          loading={pack.isPending}
          onClick={() => pack.mutate([...picked])}
        >
          下载所选
        </Button>
        <Button disabled={!count || count.count === 0 || pack.isPending} onClick={() => pack.mutate(null)}>
          下载筛选出的全部{count ? `（${countWords(count, module.unit)}）` : ''}
        </Button>
        <Button type="text" onClick={picking.end}>
          取消
        </Button>
      </span>
      <span className={styles.pickSaid}>打包为一个压缩文件：台账工作簿和按记录分文件夹的附件</span>
    </div>
  )
}
