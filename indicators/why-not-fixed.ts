import { named } from './named.ts'
import type { UnitScore } from './score.ts'

type Asked = { last: string; today: string; units: readonly Pick<UnitScore, 'name' | 'pending'>[] }

/** Why a computation of a period that ends on `last` cannot be fixed yet, by the refusal’s code and in its words; null where it can. */
export function whyNotFixed({ last, today, units }: Asked): { code: 'PERIOD_RUNNING' | 'PENDING'; words: string } | null {
  if (last >= today) return { code: 'PERIOD_RUNNING', words: `本期至${last}为止，结束后才能定稿。` }
  const waiting = units.filter(({ pending }) => pending).map(({ name }) => name)
  if (waiting.length === 0) return null
  return { code: 'PENDING', words: `${waiting.length}个单位的指标值未到，不能定稿：${named(waiting)}。` }
}
