import { Checkbox, Select } from 'antd'
import { measures } from '#indicators/measures.ts'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import { settingsOf } from '#indicators/settings.ts'
import { withCounts, withMethod } from './scheme-edit.ts'
import { Entry, placeId, TextEntry } from './scheme-entry.tsx'
import { SchemeParameters } from './scheme-parameters.tsx'
import { SchemeSettings } from './scheme-settings.tsx'
import styles from './scheme.module.css'
import { countsWords, measureKinds, methodNames, settingNames, settingWords, type Method } from '#indicators/scheme-words.ts'

type Props = {
  content: Scheme
  indicator: Indicator
  /** `indicators.2`. */
  at: string
  problemAt: (at: string) => string | undefined
  onChange: (indicator: Indicator) => void
}

/** Everything of one indicator: whose it is, what it weighs, what it counts, how it is scored. */
export function SchemeIndicator({ content, indicator, at, problemAt, onChange }: Props) {
  const change = (part: Partial<Indicator>) => onChange({ ...indicator, ...part } as Indicator)
  const text = (key: 'name' | 'weight' | 'unit' | 'keeper' | 'clause' | 'basis', label: string, more: object = {}) => (
    <TextEntry
      key={key}
      at={`${at}.${key}`}
      label={label}
      problem={problemAt(`${at}.${key}`)}
      value={indicator[key]}
      onChange={(value) =>
        onChange(key === 'name' || value !== '' ? ({ ...indicator, [key]: value } as Indicator) : without(indicator, key))
      }
      {...more}
    />
  )
  const weightless = indicator.method === 'deduction' || indicator.method === 'display'
  return (
    <>
      <div className={styles.entries}>
        {text('name', '指标名称', { max: 100, wide: true })}
        <Entry at={`${at}.dimension`} label="所属一级指标" problem={problemAt(`${at}.dimension`)}>
          <Select
            id={placeId(`${at}.dimension`)}
            value={indicator.dimension ?? null}
            onChange={(dimension) => change({ dimension: dimension ?? undefined })}
            options={content.dimensions.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Entry>
        {!weightless && text('weight', '权重（分）', { decimal: true })}
        <Entry at={`${at}.counts`} label="统计内容" problem={problemAt(`${at}.counts`)} wide>
          <Select
            id={placeId(`${at}.counts`)}
            value={indicator.counts ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(counts) => onChange(withCounts(indicator, counts === '' ? undefined : counts))}
            options={[undefined, ...Object.keys(measures)].map((counts) => ({ value: counts ?? '', label: countsWords(counts) }))}
          />
        </Entry>
        <Entry at={`${at}.method`} label="计分方法">
          <Select
            id={placeId(`${at}.method`)}
            value={indicator.method}
            onChange={(method) => onChange(withMethod(indicator, method))}
            options={Object.entries(methodNames).map(([value, label]) => ({ value: value as Method, label }))}
          />
        </Entry>
        <Entry at={`${at}.measure`} label="指标值类型" problem={problemAt(`${at}.measure`)}>
          <Select
            id={placeId(`${at}.measure`)}
            value={indicator.measure ?? 'amount'}
            disabled={indicator.counts !== undefined}
            onChange={(measure) => change({ measure })}
            options={Object.entries(measureKinds).map(([value, label]) => ({ value: value as keyof typeof measureKinds, label }))}
          />
        </Entry>
      </div>
      <SchemeParameters indicator={indicator} at={at} problemAt={problemAt} onChange={onChange} />
      <h3>说明</h3>
      <div className={styles.entries}>
        {text('unit', '计量单位', { max: 10 })}
        {text('keeper', '责任单位', { max: 200 })}
        {text('clause', '计分说明（操作说明原文）', { max: 2000, rows: 3, wide: true })}
        {text('basis', '依据', { max: 2000, rows: 2, wide: true })}
      </div>
      <Checkbox
        checked={indicator.carriedOver ?? false}
        onChange={(event) => onChange(event.target.checked ? { ...indicator, carriedOver: true } : without(indicator, 'carriedOver'))}
      >
        操作说明没有写明，沿用上一版
      </Checkbox>
      <h3>本项另定的规则</h3>
      <SchemeSettings
        at={`${at}.settings`}
        names={settingNames.filter((name) => settingWords[name].fits?.(indicator))}
        given={indicator.settings}
        otherwise={settingsOf(content, { ...indicator, settings: undefined })}
        problemAt={problemAt}
        onChange={(settings) => onChange(settings ? { ...indicator, settings } : without(indicator, 'settings'))}
      />
    </>
  )
}

function without(indicator: Indicator, key: string): Indicator {
  return Object.fromEntries(Object.entries(indicator).filter(([each]) => each !== key)) as Indicator
}
