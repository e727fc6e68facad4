import type { Indicator, Scheme } from '#indicators/scheme.ts'
import { settingsOf, type Settings } from '#indicators/settings.ts'
import frame from './scheme.module.css'
import styles from './scheme-shown.module.css'
import {
  countsWords,
  isDefault,
  methodLine,
  settingNames,
  settingValue,
  settingWords,
  tierWords,
  weightWords,
  type SettingName,
} from '#indicators/scheme-words.ts'

/** A version as it is read: first-level indicators with theirs, and how what the manuals leave open is decided. */
export function SchemeShown({ content }: { content: Scheme }) {
  const groups = [...content.dimensions, { id: undefined, name: '未归入一级指标', weight: undefined, clause: undefined }]
  return (
    <>
      {groups.map(({ id, name, weight, clause }) => {
        const own = content.indicators.filter(({ dimension }) => dimension === id)
        return own.length === 0 ? null : (
          <section key={id ?? ''} className={styles.dimension}>
            <h2>
              {name} <span>{weightWords({ weight })}</span>
            </h2>
            {clause && <p className={frame.note}>{clause}</p>}
            <ul className={styles.indicators}>
              {own.map((indicator) => (
                <Shown key={indicator.id} indicator={indicator} />
              ))}
            </ul>
          </section>
        )
      })}
      <section className={styles.dimension}>
        <h2>通用规则</h2>
        <p className={frame.note}>操作说明没有写明的情形按以下规则处理；单项指标另有规定的，从其规定。</p>
        <dl className={styles.rules}>
          {settingNames.map((name) => (
            <Rule key={name} name={name} value={settingsOf(content)[name]} />
          ))}
        </dl>
      </section>
    </>
  )
}

function Rule({ name, value }: { name: SettingName; value: Settings[SettingName] }) {
  return (
    <div>
      <dt>{settingWords[name].label}</dt>
      <dd>
        {settingValue(name, value)}
        {!isDefault(name, value) && <span className={frame.changed}>非默认</span>}
      </dd>
    </div>
  )
}

function Shown({ indicator }: { indicator: Indicator }) {
  const { name, counts, unit, keeper, clause, basis, carriedOver, settings = {} } = indicator
  const own = settingNames.filter((each) => settings[each] !== undefined)
  return (
    <li>
      <h3>
        {name}
        {carriedOver && <span className={frame.changed}>沿用上一版</span>}
      </h3>
      <span>{weightWords(indicator) || (indicator.method === 'deduction' ? '扣分' : '—')}</span>
      <div>
        <p>{methodLine(indicator)}</p>
        {indicator.method === 'fixed-tiers' && (
          <p className={frame.help}>
            {tierWords.between[indicator.between ?? 'proportion']}；{tierWords.above[indicator.above ?? 'cap']}；
            {tierWords.below[indicator.below ?? 'zero']}
          </p>
        )}
        <p className={frame.help}>
          统计：{countsWords(counts)}
          {unit && `（${unit}）`}
          {keeper && `；责任单位：${keeper}`}
        </p>
        {own.map((each) => (
          <p key={each} className={frame.help}>
            {settingWords[each].label}：{settingValue(each, settings[each]!)}
            <span className={frame.changed}>本项另定</span>
          </p>
        ))}
        {(clause ?? basis) && (
          <details>
            <summary>计分说明</summary>
            {clause && <p>{clause}</p>}
            {basis && <p>依据：{basis}</p>}
          </details>
        )}
      </div>
    </li>
  )
}
