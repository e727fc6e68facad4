import { FileExcelOutlined, FileWordOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { sentenceOf } from '../api/call.ts'
import { download } from '../ledger/download.ts'

const papers = {
  xlsx: { label: '导出 Excel', Icon: FileExcelOutlined },
  docx: { label: '导出 Word', Icon: FileWordOutlined },
} as const

type As = keyof typeof papers

/** A report to take along; one at a time, for a document takes some seconds to be made. */
export function PaperButtons({ computation }: { computation: string }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState<As | null>(null)
  const start = async (as: As) => {
    setBusy(as)
    try {
      await download(`/api/reports/computations/${computation}/report.${as}`, {}, `改革报表.${as}`)
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setBusy(null)
    }
  }
  return (Object.keys(papers) as As[]).map((as) => {
    const { label, Icon } = papers[as]
    return (
      <Button
        key={as}
        icon={<Icon aria-hidden />}
        loading={busy === as}
        disabled={busy !== null && busy !== as}
        onClick={() => void start(as)}
      >
        {label}
      </Button>
    )
  })
}
