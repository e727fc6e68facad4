import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { Dimension, Indicator } from '#indicators/scheme.ts'
import { DEFAULTS } from '#indicators/settings.ts'
import { shareOf } from './scheme-edit.ts'
import { Entry, placeId, TextEntry } from './scheme-entry.tsx'
import type { Draft } from './scheme-lines.ts'
import { SchemeSettings } from './scheme-settings.tsx'
import { Sum } from './scheme-tree.tsx'
import styles from './scheme.module.css'
import { settingNames } from '#indicators/scheme-words.ts'

type ProblemAt = (at: string) => string | undefined

/** What holds of the whole scheme. */
export function SchemeWhole({ typed, problemAt, onChange }: { typed: Draft; problemAt: ProblemAt; onChange: (next: Draft) => void }) {
  const { content, validFrom, note } = typed
  return (
    <>
      <div className={styles.partHead}>
        <h2>基本情况</h2>
      </div>
      <div className={styles.entries}>
        <TextEntry
          {...{ at: 'name', label: '名称', max: 100, value: content.name, problem: problemAt('name') }}
          onChange={(name) => onChange({ ...typed, content: { ...content, name } })}
        />
        <Entry at="validFrom" label="生效日期" problem={problemAt('validFrom')} help="最后一天不早于此日期的各期报表按本版本计分。">
          <DatePicker
            id={placeId('validFrom')}
            value={dayjs(validFrom)}
            allowClear={false}
            onChange={(day) => day && onChange({ ...typed, validFrom: day.format('YYYY-MM-DD') })}
          />
        </Entry>
        <Entry
          at="validUntil"
          label="失效日期（选填）"
          problem={problemAt('validUntil')}
          help="施行的最后一天；不填的，施行至下一版本生效前一日。"
        >
          <DatePicker
            id={placeId('validUntil')}
            value={content.validUntil === undefined ? null : dayjs(content.validUntil)}
            onChange={(day) => {
              const { validUntil: _before, ...rest } = content
              onChange({ ...typed, content: day ? { ...rest, validUntil: day.format('YYYY-MM-DD') } : rest })
            }}
          />
        </Entry>
        <TextEntry
          {...{ at: 'full', label: '总分', decimal: true, value: content.full, problem: problemAt('full') }}
          onChange={(full) => {
            const { full: _before, ...rest } = content
            onChange({ ...typed, content: full === '' ? rest : { ...rest, full } })
          }}
        />
        <TextEntry {...{ at: 'note', label: '说明', max: 200, value: note }} onChange={(words) => onChange({ ...typed, note: words })} />
        <TextEntry
          {...{ at: 'source', label: '依据', max: 500, rows: 2, wide: true, value: content.source, problem: problemAt('source') }}
          onChange={(source) => {
            const { source: _before, ...rest } = content
            onChange({ ...typed, content: source === '' ? rest : { ...rest, source } })
          }}
        />
      </div>
      <h3>通用规则</h3>
      <SchemeSettings
        at="settings"
        names={settingNames}
        given={content.settings}
        otherwise={DEFAULTS}
        problemAt={problemAt}
        onChange={(settings) => {
          const { settings: _before, ...rest } = content
          onChange({ ...typed, content: settings ? { ...rest, settings } : rest })
        }}
      />
    </>
  )
}

type DimensionProps = {
  dimension: Dimension
  own: readonly Indicator[]
  at: string
  problemAt: ProblemAt
  onChange: (next: Dimension) => void
}

/** One first-level indicator: its weight is what those below it must add up to. */
export function SchemeDimension({ dimension, own, at, problemAt, onChange }: DimensionProps) {
  const { weight: _weight, clause: _clause, ...bare } = dimension
  return (
    <div className={styles.entries}>
      <TextEntry
        {...{ at: `${at}.name`, label: '指标名称', max: 100, wide: true, value: dimension.name, problem: problemAt(`${at}.name`) }}
        onChange={(name) => onChange({ ...dimension, name })}
      />
      <TextEntry
        {...{
          at: `${at}.weight`,
          label: '权重（分，不计分的不填）',
          decimal: true,
          value: dimension.weight,
          problem: problemAt(`${at}.weight`),
        }}
        help={<Sum share={shareOf(dimension.weight, own)} />}
        onChange={(weight) =>
          onChange({ ...bare, ...(dimension.clause ? { clause: dimension.clause } : {}), ...(weight === '' ? {} : { weight }) })
        }
      />
      <TextEntry
        {...{
          at: `${at}.clause`,
          label: '计分说明',
          max: 2000,
          rows: 3,
          wide: true,
          value: dimension.clause,
          problem: problemAt(`${at}.clause`),
        }}
        onChange={(clause) =>
          onChange({
            ...bare,
            ...(dimension.weight === undefined ? {} : { weight: dimension.weight }),
            ...(clause === '' ? {} : { clause }),
          })
        }
      />
    </div>
  )
}
