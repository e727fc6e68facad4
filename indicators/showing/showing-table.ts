import { inColumns } from '../columns.ts'
import { exact, fixed } from '../exact.ts'
import { two } from '../shown.ts'
import type { Shown, Worked } from './showing.ts'

/** Departments as a table of plain text, in the order of the ranking, with two places. */
export function showingTable({ departments }: Shown): string {
  const whole = departments.some(({ together }) => together)
  const lines = departments
    .toSorted((a, b) => (a.rank ?? departments.length + 1) - (b.rank ?? departments.length + 1))
    .map(({ name, attainment, scoreRate, contribution, score, together, rank }) => [
      rank === null ? '—' : String(rank),
      name,
      ...[attainment, scoreRate, contribution].map(percent),
      two(score.value),
      ...(whole ? [two(together!.value)] : []),
    ])
  return inColumns([['排名', '部门', '目标达成率', '指标得分率', '总分贡献度', '晾晒得分', ...(whole ? ['合计得分'] : [])], ...lines])
}

const percent = ({ value }: Worked) => (value === null ? '—' : `${fixed(exact(value).mul(exact(100)), 2)}%`)
