import type { Job } from './types.ts'

export const titleOf = ({ kind, moduleName, wish }: Job): string =>
  kind === 'import' ? `导入${moduleName}：${wish.file ?? ''}` : `批量下载${moduleName}`

/** What a job is at, while it is at anything. */
export function progressWords({ state, phase, done, total }: Job): string {
  if (state === 'waiting') return '排队等候'
  const part = total === null ? '' : `${count(Math.min(done, total))} / ${count(total)}`
  switch (phase) {
    case 'read':
      return '正在读取表格'
    case 'check':
      return `正在逐行核对，${part} 行`
    case 'mark':
      return '正在标注问题'
    case 'write':
      return total === null ? '正在写入' : `正在写入 ${count(total)} 条，全部写完才生效`
    case 'gather':
      return total === null ? '正在汇集记录' : `正在汇集记录，${part} 条`
    case 'pack':
      return `正在打包附件，${part} 个`
  }
}

/** Of a hundred; null where nobody can say. */
export function percentOf({ state, done, total }: Job): number | null {
  return state === 'running' && total !== null && total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : null
}

/** At work, and nothing to count: a workbook is read, marked and written as a whole. */
export const isUncounted = (job: Job): boolean => job.state === 'running' && (UNCOUNTED.has(job.phase) || percentOf(job) === null)

const UNCOUNTED = new Set<Job['phase']>(['read', 'mark', 'write'])

export function resultWords({ kind, state, outcome }: Job): string {
  if (state === 'failed' || state === 'parked') return outcome.reason ?? '没有完成'
  if (kind === 'batch')
    return `${count(outcome.records ?? 0)} 条记录、${count(outcome.files ?? 0)} 个附件${outcome.absent ? `（另有 ${outcome.absent} 个附件没有取到）` : ''}`
  if (state === 'done') {
    const saved = outcome.counts?.updates ? '已导入并保存' : '已导入为草稿'
    const done = outcome.decision?.as === 'submit' ? '已导入并提交' : saved
    return `${done} ${count(outcome.imported ?? 0)} 条${outcome.left ? `，${count(outcome.left)} 条没有导入` : ''}`
  }
  const { rows = 0, bad = 0 } = outcome.counts ?? {}
  return `已核对 ${count(rows)} 条，${bad === 0 ? '没有问题' : `${count(bad)} 条有问题`}，请决定是否导入`
}

const count = (number: number) => number.toLocaleString('zh-CN')
