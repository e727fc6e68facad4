import type { Module } from '#kernel/module.ts'
import { useNames } from '../api/names.ts'
import { withFilter, type LedgerSearch } from '../ledger/search.ts'
import styles from './directory.module.css'
import type { DirectoryAnswer } from './query.ts'

type Props = { module: Module; search: LedgerSearch; facets: DirectoryAnswer['facets']; onChange: (search: LedgerSearch) => void }

/** How the entries divide, by district and by field; what is pressed narrows the list. */
export function DirectoryFacets({ module, search, facets, onChange }: Props) {
  const names = useNames()
  const wordsOf = (key: string, value: string) => {
    if (key === 'owner') return names.short(value)
    const field = module.fields[key]!
    return field.kind.toText(value, field, names)
  }
  return Object.entries(facets).map(([key, counts]) => {
    const label = key === 'owner' ? '填报单位' : module.fields[key]!.label
    const chosen = search[key]?.split(',') ?? []
    const places = new Map(names.orgs.map((org, at) => [org.id, at]))
    const values = [...new Set([...Object.keys(counts), ...chosen])].sort((a, b) =>
      key === 'owner' ? (places.get(a) ?? 0) - (places.get(b) ?? 0) : wordsOf(key, a) < wordsOf(key, b) ? -1 : 1,
    )
    if (values.length === 0) return null
    const toggle = (value: string) => {
      const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
      onChange(withFilter(search, key, next))
    }
    return (
      <div key={key} className={styles.facet} role="group" aria-label={`按${label}查看`}>
        <span className={styles.facetName}>{label}</span>
        <div className={styles.values}>
          {values.map((value) => (
            <button key={value} type="button" aria-pressed={chosen.includes(value)} onClick={() => toggle(value)}>
              {wordsOf(key, value)}
              <small>{counts[value] ?? 0}</small>
            </button>
          ))}
        </div>
      </div>
    )
  })
}
