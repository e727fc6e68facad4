import { useQueries } from '@tanstack/react-query'
import { Select, Skeleton } from 'antd'
import { canonical, patchBetween } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { wordedAs, type ShownForm } from '#kernel/shown-form.ts'
import { useNames } from '#web/api/names.ts'
import type { ActAnswer, VersionAnswer } from '#web/api/types.ts'
import { grouped } from './act-groups.ts'
import { DifferenceView } from './difference-view.tsx'
import { momentText } from '../city-time.ts'
import { Failed } from '#web/shell/failed.tsx'
import { versionQuery } from './record-queries.ts'
import { WordingThen } from './wording-then.tsx'
import styles from './versions.module.css'

export type Compared = { from: number; to: number }

type Props = { module: Module; id: string; acts: readonly ActAnswer[]; compared: Compared; onChoose: (compared: Compared) => void }

/** Two versions to choose and compare. */
export function Versions({ module, id, acts, compared: { from, to }, onChoose }: Props) {
  const [before, after] = useQueries({ queries: [from, to].map((seq) => ({ ...versionQuery(module.path, id, seq), enabled: seq > 0 })) })
  const options = versionOptions(acts)
  const error = before!.error ?? after!.error
  const loaded = after!.data && (from === 0 || before!.data)
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
      {error && !loaded && (
        <Failed error={error} again={() => [before, after].filter((side) => side!.error).map((side) => side!.refetch())} />
      )}
      {!loaded && !error && <Skeleton active />}
      {loaded && <Sides module={module} before={from === 0 ? null : before!.data!} after={after!.data!} />}
    </div>
  )
}

type SidesProps = { module: Module; before: VersionAnswer | null; after: VersionAnswer }

/** Field by field, only what differs, each side in the words it was filed under. */
function Sides({ module, before, after }: SidesProps) {
  const names = useNames()
  const patch = patchBetween(before?.values ?? {}, after.values) ?? {}
  const changed = Object.keys(module.fields).filter((key) => key in patch)
  const is = wordedAs(module, after.form).fields
  const was = before ? wordedAs(module, before.form).fields : is
  return (
    <>
      {formsOf(before, after).map(({ whose, form }) => (
        <WordingThen
          key={whose}
          module={module}
          form={form}
          summary={(count) => `${whose}按当时的填报说明显示，与现行说明有 ${count} 处不同`}
        />
      ))}
      {changed.length === 0 && <p className={styles.same}>两个版本的填报内容相同。</p>}
      {changed.map((key) => (
        <DifferenceView
          key={key}
          field={is[key]!}
          was={was[key]!}
          before={before?.values[key]}
          after={after.values[key]}
          names={names.at(after.at)}
          namesBefore={names.at(before?.at ?? null)}
          labels={['之前', '之后']}
        />
      ))}
    </>
  )
}

/** The forms of both sides, once when it is one form, and whose they are. */
function formsOf(before: VersionAnswer | null, after: VersionAnswer): { whose: string; form: ShownForm }[] {
  const of = (version: VersionAnswer) => ({ whose: `第 ${version.seq} 版`, form: version.form })
  if (before === null) return [of(after)]
  return canonical(before.form) === canonical(after.form) ? [{ whose: '两个版本', form: after.form }] : [of(before), of(after)]
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
