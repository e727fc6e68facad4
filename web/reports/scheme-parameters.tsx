import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import type { Indicator, IndicatorOf } from '#indicators/scheme.ts'
import { Entry, placeId, TextEntry } from './scheme-entry.tsx'
import styles from './scheme.module.css'
import { kindsCounted, kindWord, tierWords } from '#indicators/scheme-words.ts'

type Props<I extends Indicator = Indicator> = {
  indicator: I
  at: string
  problemAt: (at: string) => string | undefined
  onChange: (indicator: Indicator) => void
}

/** The numbers that a method works with. */
export function SchemeParameters({ indicator, ...rest }: Props) {
  switch (indicator.method) {
    case 'two-tier':
    case 'three-tier':
      return <Coefficients indicator={indicator} {...rest} />
    case 'fixed-tiers':
      return <Tiers indicator={indicator} {...rest} />
    case 'linear':
      return <Linear indicator={indicator} {...rest} />
    case 'deduction':
    case 'sum':
      return <Rates indicator={indicator} {...rest} />
    default:
      return null
  }
}

const TIERS = { 2: ['最优值系数', '最低值系数'], 3: ['优（S）档系数', '较优（A）档系数', '一般（B）档系数'] }

function Coefficients({ indicator, at, problemAt, onChange }: Props<IndicatorOf<'two-tier' | 'three-tier'>>) {
  const labels = indicator.method === 'two-tier' ? TIERS[2] : TIERS[3]
  return (
    <>
      <h3>系数</h3>
      <div className={styles.entries}>
        {labels.map((label, index) => (
          <TextEntry
            key={label}
            at={`${at}.coefficients.${index}`}
            label={label}
            decimal
            problem={problemAt(`${at}.coefficients.${index}`) ?? (index === 0 ? problemAt(`${at}.coefficients`) : undefined)}
            value={indicator.coefficients[index]}
            onChange={(value) => onChange({ ...indicator, coefficients: indicator.coefficients.with(index, value) })}
          />
        ))}
      </div>
    </>
  )
}

function Tiers({ indicator, at, problemAt, onChange }: Props<IndicatorOf<'fixed-tiers'>>) {
  const { standards, coefficients } = indicator
  const set = (next: { standards?: string[]; coefficients?: string[] }) => onChange({ ...indicator, ...next })
  const wrong = ['standards', 'coefficients', ...standards.flatMap((_, index) => [`standards.${index}`, `coefficients.${index}`])]
    .map((key) => problemAt(`${at}.${key}`))
    .find(Boolean)
  const choices = <W extends Record<string, string>>(words: W) =>
    Object.entries(words).map(([value, label]) => ({ value: value as keyof W, label }))
  return (
    <>
      <h3>标准值与系数</h3>
      <Entry at={`${at}.standards`} label="从优到差依次填写" problem={wrong}>
        <ul className={styles.tiers}>
          {standards.map((standard, index) => (
            // The place among the tiers is what one of them is.
            <li key={index}>
              <Input
                {...(index === 0 ? { id: placeId(`${at}.standards`) } : {})}
                aria-label={`第${index + 1}档标准值`}
                inputMode="decimal"
                value={standard}
                onChange={(event) => set({ standards: standards.with(index, event.target.value.trim()) })}
              />
              <Input
                aria-label={`第${index + 1}档系数`}
                inputMode="decimal"
                value={coefficients[index] ?? ''}
                onChange={(event) => set({ coefficients: coefficients.with(index, event.target.value.trim()) })}
              />
              <Button
                type="text"
                icon={<MinusCircleOutlined />}
                aria-label={`删除第${index + 1}档`}
                disabled={standards.length === 1}
                onClick={() => set({ standards: standards.toSpliced(index, 1), coefficients: coefficients.toSpliced(index, 1) })}
              />
            </li>
          ))}
          <li>
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={standards.length >= 20}
              onClick={() => set({ standards: [...standards, ''], coefficients: [...coefficients, ''] })}
            >
              增加一档
            </Button>
          </li>
        </ul>
      </Entry>
      <div className={styles.entries}>
        {(['between', 'above', 'below'] as const).map((key) => (
          <Entry key={key} at={`${at}.${key}`} label={{ between: '两档之间', above: '高于最高标准值', below: '低于最低标准值' }[key]}>
            <Select
              id={placeId(`${at}.${key}`)}
              value={indicator[key] ?? Object.keys(tierWords[key])[0]!}
              onChange={(value) => onChange({ ...indicator, [key]: value } as Indicator)}
              options={choices(tierWords[key])}
            />
          </Entry>
        ))}
      </div>
    </>
  )
}

const LINEAR = { lower: '下限', upper: '上限', base: '基础系数', span: '浮动系数' } as const

function Linear({ indicator, at, problemAt, onChange }: Props<IndicatorOf<'linear'>>) {
  const otherwise = { lower: '', upper: '', base: '0', span: '1' }
  return (
    <>
      <h3>比例</h3>
      <div className={styles.entries}>
        {(['lower', 'upper', 'base', 'span'] as const).map((key) => (
          <TextEntry
            key={key}
            at={`${at}.${key}`}
            label={LINEAR[key]}
            decimal
            problem={problemAt(`${at}.${key}`)}
            value={indicator[key] ?? otherwise[key]}
            onChange={(value) => onChange({ ...indicator, [key]: value })}
          />
        ))}
      </div>
      <Checkbox checked={indicator.clip !== false} onChange={(event) => onChange({ ...indicator, clip: event.target.checked })}>
        超出上下限的按上下限计
      </Checkbox>
    </>
  )
}

function Rates({ indicator, at, problemAt, onChange }: Props<IndicatorOf<'deduction' | 'sum'>>) {
  const rates = indicator.rates ?? {}
  const kinds = [...new Set([...kindsCounted(indicator), ...Object.keys(rates)])]
  if (kinds.length === 0) return null
  return (
    <>
      <h3>每件分值</h3>
      <div className={styles.entries}>
        {kinds.map((kind, index) => (
          <TextEntry
            key={kind}
            at={`${at}.rates.${kind}`}
            label={`${kindWord(kind)}（每件${indicator.method === 'deduction' ? '扣' : '得'}分）`}
            decimal
            problem={problemAt(`${at}.rates.${kind}`) ?? (index === 0 ? problemAt(`${at}.rates`) : undefined)}
            value={rates[kind] ?? ''}
            onChange={(value) => onChange({ ...indicator, rates: { ...rates, [kind]: value } })}
          />
        ))}
      </div>
    </>
  )
}
