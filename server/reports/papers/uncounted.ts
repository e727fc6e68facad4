import { named } from '#indicators/named.ts'
import { isScored } from '#indicators/scheme.ts'
import { two } from '#indicators/shown.ts'
import type { PaperSource } from './paper-source.ts'
import { instantWords, quoted } from './paper-words.ts'

/** What no score holds, and why. */
export type Uncounted = { what: string; why: string }

/** 未计入的事项和原因: everything that a reader might look for in the scores and not find there, in the order of the scheme. */
export function uncounted({ scheme, result, lockedAt, issue }: PaperSource): Uncounted[] {
  const found: Uncounted[] = []
  for (const indicator of scheme.indicators) {
    const { id, name } = indicator
    if (!isScored(indicator)) {
      const why = `只展示指标值，不计入指数${indicator.basis ? `（${indicator.basis}）` : ''}。`
      const alike = found.find((one) => one.why === why)
      if (alike) alike.what += `、${quoted(name)}`
      else found.push({ what: quoted(name), why })
      continue
    }
    const having = (cases: readonly string[], scored: boolean) =>
      result.units
        .filter(({ scores }) => cases.includes(scores[id]!.case) && (scores[id]!.score !== null) === scored)
        .map((unit) => unit.name)
    const dropped = having(['none-came', 'none-applicable'], false)
    if (dropped.length > 0) {
      const none = result.units.some(({ scores }) => scores[id]!.case === 'none-came')
      found.push({
        what: quoted(name),
        why: `${none ? '各单位数据均未到' : '各单位均没有应完成的事项'}，本期不计入，可得总分相应为${result.units[0]?.attainable ?? '—'}分。`,
      })
    }
    const late = having(['missing'], false)
    if (late.length > 0)
      found.push({ what: `${named(late)}的${quoted(name)}`, why: '指标值未到，不生成得分，该单位不生成综合评价指数和排名。' })
    const filled = having(['missing'], true)
    if (filled.length > 0) found.push({ what: `${named(filled)}的${quoted(name)}`, why: `指标值未到，${wayOf(result, id, 'missing')}。` })
    const nothing = having(['not-applicable'], true)
    if (nothing.length > 0)
      found.push({
        what: `${named(nothing)}的${quoted(name)}`,
        why: `截至期末没有应完成的事项，不参与标准值计算，${wayOf(result, id, 'not-applicable')}。`,
      })
    const rescaled = having(['not-applicable'], false)
    if (rescaled.length > 0)
      found.push({ what: `${named(rescaled)}的${quoted(name)}`, why: '截至期末没有应完成的事项，该指标的权重由该单位其他指标按比例承担。' })
  }
  found.push({
    what: `审定时间晚于${instantWords(lockedAt)}的事项`,
    why: `本${issue ? '期' : '次计算'}统计截至该时刻，此后审定的不计入${issue ? '本次定稿' : '本次计算'}。`,
  })
  return found
}

/** 取各单位平均得分18.85分, in the words of the working. */
function wayOf(result: PaperSource['result'], indicator: string, found: string): string {
  const own = result.units.find(({ scores }) => scores[indicator]!.case === found && scores[indicator]!.score !== null)
  const [way, value] = (own?.scores[indicator]!.working.formula ?? '').split('：')
  return value === undefined ? '按计分设置处理' : `${way}（${two(value)}分）`
}
