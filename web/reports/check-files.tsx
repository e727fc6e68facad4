import { App, Button } from 'antd'
import { sentenceOf } from '../api/call.ts'
import { download } from '../ledger/download.ts'
import styles from './reports.module.css'

const files = { 'scheme.json': '指标体系', 'values.json': '指标值', 'scores.json': '得分' } as const

/** 复核文件: what the command of scoring reads and prints of a computation, for whoever wants to score it again. */
export function CheckFiles({ computation }: { computation: string }) {
  const { message } = App.useApp()
  const start = async (name: string) => {
    try {
      await download(`/api/reports/computations/${computation}/files/${name}`, {}, name)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <div className={styles.checks} role="group" aria-label="复核文件">
      复核文件：
      {Object.entries(files).map(([name, words]) => (
        <Button key={name} type="link" size="small" title={`下载${name}`} onClick={() => void start(name)}>
          {words}
        </Button>
      ))}
    </div>
  )
}
