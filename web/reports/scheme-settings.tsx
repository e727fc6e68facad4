import { Input, Select } from 'antd'
import { DEFAULTS, type Settings } from '#indicators/settings.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { Entry, placeId, TextEntry } from './scheme-entry.tsx'
import styles from './scheme.module.css'
import { bandChoices, isDefault, settingValue, settingWords, type SettingName } from '#indicators/scheme-words.ts'

type Given = NonNullable<Scheme['settings']>

type Props = {
  /** `settings` or `indicators.2.settings`. */
  at: string
  names: readonly SettingName[]
  given: Given | undefined
  /** What applies where nothing is given here. */
  otherwise: Settings
  problemAt: (at: string) => string | undefined
  onChange: (given: Given | undefined) => void
}

/** How what the manuals leave open is decided, each with what applies if nothing is said here. */
export function SchemeSettings({ at, names, given = {}, otherwise, problemAt, onChange }: Props) {
  const set = (name: SettingName, value: unknown) => {
    const { [name]: _before, ...rest } = given
    const next = value === undefined ? rest : { ...rest, [name]: value }
    onChange(Object.keys(next).length === 0 ? undefined : (next as Given))
  }
  return (
    <div className={styles.entries}>
      {names.map((name) => {
        const place = { at: `${at}.${name}`, problem: problemAt(`${at}.${name}`) }
        const value = given[name]
        const shown = value === undefined ? otherwise[name] : value
        const differs = !isDefault(name, shown) && (
          <span className={styles.changed}>非默认，默认为“{settingValue(name, DEFAULTS[name])}”</span>
        )
        const label = settingWords[name].label
        if (name === 'bands')
          return <Bands key={name} {...{ place, given: given.bands, problemAt, help: differs, set: (bands) => set('bands', bands) }} />
        if (name === 'deductionCap')
          return (
            <TextEntry
              key={name}
              {...place}
              label={`${label}（分，不填为不封顶）`}
              decimal
              help={differs}
              value={given.deductionCap ?? ''}
              onChange={(cap) => set(name, cap === '' ? undefined : cap)}
            />
          )
        const values = settingWords[name].values
        return (
          <Entry key={name} {...place} label={label} help={differs}>
            <Select
              id={placeId(place.at)}
              value={value === undefined ? SAME : values.findIndex(([each]) => each === value)}
              onChange={(index) => set(name, index === SAME ? undefined : values[index]![0])}
              options={[
                { value: SAME, label: `沿用：${settingValue(name, otherwise[name])}` },
                ...values.map(([, words], index) => ({ value: index, label: words })),
              ]}
            />
          </Entry>
        )
      })}
    </div>
  )
}

const SAME = -1

type BandsProps = {
  place: { at: string; problem: string | undefined }
  given: Given['bands']
  problemAt: (at: string) => string | undefined
  help: React.ReactNode
  set: (bands: Given['bands']) => void
}

function Bands({ place, given = DEFAULTS.bands, problemAt, help, set }: BandsProps) {
  const { method = 'rank', thresholds = [] } = given
  const colours = given.colours ? { colours: given.colours } : {}
  return (
    <>
      <Entry {...place} label={settingWords.bands.label} help={help}>
        <Select
          id={placeId(place.at)}
          value={method}
          options={bandChoices}
          onChange={(chosen) =>
            set(
              chosen === 'thresholds'
                ? { method: chosen, thresholds: ['90', '80', '70', '60'], ...colours }
                : { method: chosen as 'rank' | 'interval', ...colours },
            )
          }
        />
      </Entry>
      {method === 'thresholds' && (
        <Entry
          at={`${place.at}.thresholds`}
          problem={problemAt(`${place.at}.thresholds`)}
          label="分界值（从高到低，达到即为该色；按总分填写，一级指标按满分折算）"
          wide
        >
          <ul className={styles.tiers}>
            <li>
              {thresholds.map((threshold, index) => (
                <Input
                  // The place among the thresholds is what one of them is.
                  key={['绿', '蓝', '黄', '橙'][index] ?? index}
                  {...(index === 0 ? { id: placeId(`${place.at}.thresholds`) } : {})}
                  aria-label={`${['绿', '蓝', '黄', '橙'][index] ?? index + 1}色分界值`}
                  inputMode="decimal"
                  value={threshold}
                  onChange={(event) => set({ ...given, thresholds: thresholds.with(index, event.target.value.trim()) })}
                />
              ))}
            </li>
          </ul>
        </Entry>
      )}
    </>
  )
}
