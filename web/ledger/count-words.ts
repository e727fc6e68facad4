import type { LedgerCount } from '../api/types.ts'

/** 共 1,234 个, or 10,000+ 个 where counting stopped. */
export function countWords({ count, more }: LedgerCount, unit: string): string {
  return more ? `${count.toLocaleString('zh-CN')}+ ${unit}` : `共 ${count.toLocaleString('zh-CN')} ${unit}`
}
