import { useQueries } from '@tanstack/react-query'
import { Select, Skeleton } from 'antd'
import { patchBetween } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { sentenceOf } from '#web/api/call.ts'
import { useNames } from '#web/api/names.ts'
import type { ActAnswer } from '#web/api/types.ts'
import { grouped } from './act-groups.ts'
import { DifferenceView } from './difference-view.tsx'
import { momentText } from '../city-time.ts'
import { Notice } from './notice.tsx'
import { versionQuery } from './record-queries.ts'
import styles from './versions.module.css'

export type Compared = { from: number; to: number }

type Props = { module: Module; id: string; acts: readonly ActAnswer[]; compared: Compared; onChoose: (compared: Compared) => void }

/** Two versions side by side, field by field, only what differs. */
export function Versions({ module, id, acts, compared: { from, to }, onChoose }: Props) {
  const names = useNames()
  const [before, after] = useQueries({ queries: [from, to].map((seq) => ({ ...versionQuery(module.path, id, seq), enabled: seq > 0 })) })
  const options = versionOptions(acts)
  const error = before!.error ?? after!.error
  const loaded = after!.data && (from === 0 || before!.data)
  const patch = loaded ? (patchBetween(before!.data?.values ?? {}, after!.data!.values) ?? {}) : {}
  const changed = Object.entries(module.fields).filter(([key]) => key in patch)
  return (
    <div>
      <div className={styles.choice}>
        <label htmlFor="version-from">从</label>
        <Select
          id="version-from"
          value={from}
          onChange={(seq) => onChoose({ from: seq, to })}
          options={[{ value: 0, label: '空白' }, ...options]}
          popupMatchSelectWidth={false}
        />
        <label htmlFor="version-to">到</label>
        <Select
          id="version-to"
          value={to}
          onChange={(seq) => onChoose({ from, to: seq })}
          options={options}
          popupMatchSelectWidth={false}
        />
      </div>
      {error && <Notice tone="problem" title={sentenceOf(error)} />}
      {!loaded && !error && <Skeleton active />}
      {loaded && changed.length === 0 && <p className={styles.same}>两个版本的填报内容相同。</p>}
      {changed.map(([key, field]) => (
        <DifferenceView
          key={key}
          field={field}
          before={before!.data?.values[key]}
          after={after!.data!.values[key]}
          names={names.at(after!.data!.at)}
          namesBefore={names.at(before!.data?.at ?? null)}
          labels={['之前', '之后']}
        />
      ))}
    </div>
  )
}

/** The two versions worth comparing first: the last that changed anything, with what stood before it. */
export function latestChange(acts: readonly ActAnswer[]): Compared {
  const groups = grouped(acts).filter((group) => group.changed.length > 0)
  const last = groups.at(-1)
  return last ? { from: groups.at(-2)?.last.seq ?? 0, to: last.last.seq } : { from: 0, to: acts.at(-1)?.seq ?? 1 }
}

function versionOptions(acts: readonly ActAnswer[]) {
  return grouped(acts).map(({ last }) => ({
    value: last.seq,
    label: `第 ${last.seq} 版　${last.label}　${momentText(last.at)}　${last.byName}`,
  }))
}
