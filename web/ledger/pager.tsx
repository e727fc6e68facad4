import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { Module } from '#kernel/module.ts'
import type { LedgerCount } from '../api/types.ts'
import { countWords } from './count-words.ts'
import styles from './ledger.module.css'
import { SIZES, USUAL_SIZE, sizeOf, type LedgerSearch } from './search.ts'
import { pageNumber, type Trail } from './trail.ts'

type Props = {
  module: Module
  search: LedgerSearch
  trail: Trail
  count: LedgerCount | undefined
  onSize: (limit: string | undefined) => void
  /** Absent where there is no way. */
  home: (() => void) | undefined
  before: (() => void) | undefined
  next: (() => void) | undefined
}

export function Pager({ module, search, trail, count, onSize, home, before, next }: Props) {
  const page = pageNumber(trail, search.after)
  const size = sizeOf(search)
  const pages = count && !count.more ? Math.max(1, Math.ceil(count.count / size)) : undefined
  return (
    <nav className={styles.pager} aria-label="翻页">
      <span className={styles.where}>
        {count && countWords(count, module.unit)}
        {page !== null &&
          count?.count !== 0 &&
          `，第 ${page.toLocaleString('zh-CN')} 页${pages ? `，共 ${pages.toLocaleString('zh-CN')} 页` : ''}`}
      </span>
      <Select<number>
        aria-label="每页条数"
        value={size}
        onChange={(chosen) => onSize(chosen === USUAL_SIZE ? undefined : String(chosen))}
        options={SIZES.map((value) => ({ value, label: `每页 ${value} 条` }))}
        style={{ width: 124 }}
      />
      <Button className={styles.home!} disabled={!home} onClick={home}>
        回到首页
      </Button>
      <Button icon={<LeftOutlined aria-hidden />} disabled={!before} onClick={before}>
        上一页
      </Button>
      <Button icon={<RightOutlined aria-hidden />} iconPlacement="end" disabled={!next} onClick={next}>
        下一页
      </Button>
    </nav>
  )
}
