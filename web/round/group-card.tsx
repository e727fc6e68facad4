import { Button, Checkbox, Radio } from 'antd'
import { useId, useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { ItemCard } from './item-card.tsx'
import { KnownNotice } from './known-notice.tsx'
import { PickDialog } from './pick-dialog.tsx'
import type { RoundGroup, RoundItem } from './query.ts'
import styles from './round.module.css'
import type { Deciding } from './use-deciding.ts'

type Props = { module: Module; group: RoundGroup; deciding: Deciding; onDecide: (item: RoundItem, repeats?: string) => void }

/** Items of one content side by side: one is picked, the others are called repetitions of it, with one confirmation. */
export function GroupCard({ module, group, deciding, onDecide }: Props) {
  const { items, known } = group
  const [chosen, choose] = useState<string | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  // What is confirmed is what was on the table when it was asked: who comes meanwhile is not called a repetition unseen.
  const [asking, ask] = useState<{ picked: RoundItem; others: readonly RoundItem[] } | null>(null)
  const name = useId()
  const { outcomes } = module.flow[module.round!.step]!
  const [picking, repeating] = [outcomes![module.round!.picked]!.label, outcomes![module.round!.others]!.label]
  // What somebody else has decided meanwhile is no longer here.
  const picked = items.find(({ id }) => id === chosen)
  const others = items.filter(({ id, refused }) => id !== chosen && refused === null && !left.has(id))
  const keep = (id: string, kept: boolean) => setLeft((all) => new Set(kept ? [...all].filter((each) => each !== id) : [...all, id]))
  return (
    <section className={styles.group} aria-label={`相同或相近：${items[0]!.title}`}>
      <h2>
        相同或相近
        <small>
          {items.length} {module.unit}，来自 {new Set(items.map(({ owner }) => owner)).size} 个单位
        </small>
      </h2>
      {known.map((each) => (
        <KnownNotice key={each.id} module={module} known={each} />
      ))}
      <ul className={styles.items}>
        {items.map((item) => (
          <ItemCard
            key={item.id}
            module={module}
            item={item}
            busy={deciding.busy}
            onDecide={() => onDecide(item)}
            choice={
              <div className={styles.choice} data-chosen={item.id === chosen || undefined}>
                <Radio name={name} checked={item.id === chosen} disabled={item.refused !== null} onChange={() => choose(item.id)}>
                  {picking}
                </Radio>
                {picked && item.id !== chosen && (
                  <Checkbox
                    checked={!left.has(item.id) && item.refused === null}
                    disabled={item.refused !== null}
                    onChange={(event) => keep(item.id, event.target.checked)}
                  >
                    {repeating}
                  </Checkbox>
                )}
              </div>
            }
          />
        ))}
      </ul>
      <footer className={styles.foot}>
        <span role="status">
          {picked
            ? `${picked.ownerName}《${picked.title}》${picking}${others.length > 0 ? `，另 ${others.length} ${module.unit}${repeating}` : ''}`
            : `比较后选定一${module.unit}“${picking}”，其余为“${repeating}”`}
        </span>
        <Button type="primary" disabled={!picked || deciding.busy} onClick={() => picked && ask({ picked, others })}>
          按此核准
        </Button>
      </footer>
      {asking && (
        <PickDialog
          module={module}
          {...asking}
          busy={deciding.busy}
          onPick={(words) => void deciding.pick(asking.picked, asking.others, words).then((ended) => ended && ask(null))}
          onClose={() => ask(null)}
        />
      )}
    </section>
  )
}
