import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Select, Skeleton } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { repeatedWords } from '#kernel/round-words.ts'
import { DecideDialog } from '../record/decide-dialog.tsx'
import { moduleOf } from '../module-of.ts'
import { directoryPlace, ledgerPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { Unreachable } from '../shell/unreachable.tsx'
import { arranged, type Moves } from './arranged.ts'
import { GroupCard } from './group-card.tsx'
import { ItemCard } from './item-card.tsx'
import { KnownNotice } from './known-notice.tsx'
import { roundQuery, type RoundAnswer, type RoundGroup, type RoundItem } from './query.ts'
import styles from './round.module.css'
import { useDeciding } from './use-deciding.ts'

const route = getRouteApi('/shell/round/$area/$business')

/** The weekly round: what waits lies on one table, alike beside alike, and leaves it when it is decided. */
export function RoundPage() {
  const { area, business } = route.useParams()
  const module = moduleOf(`${area}/${business}`)!
  const { data, error, refetch, isFetching } = useQuery(roundQuery(module))
  usePageTitle(`${module.name}${module.round!.name}`)
  if (error && !data) return <Unreachable error={error} again={refetch} busy={isFetching} />
  return (
    <div className={styles.page}>
      <RoundHead module={module} data={data} />
      {data ? (
        <Table module={module} groups={data.groups} />
      ) : (
        <Skeleton active className={styles.waiting ?? ''} paragraph={{ rows: 10 }} />
      )}
    </div>
  )
}

function RoundHead({ module, data }: { module: Module; data: RoundAnswer | undefined }) {
  const count = data?.groups.reduce((sum, { items }) => sum + items.length, 0)
  const alike = data?.groups.filter(({ items }) => items.length > 1).length
  return (
    <header className={styles.head}>
      <div>
        <h1>
          {module.name}
          {module.round!.name}
        </h1>
        <p role="status">
          {count !== undefined && `待核准 ${count} ${module.unit}${alike ? `，其中 ${alike} 组相同或相近` : ''}。`}
          {data && `本次集中核准日：${spoken(data.on)}。`}
          {data?.more && '待核准事项较多，先办理以下各项，其余随后显示。'}
        </p>
      </div>
      <div className={styles.tools}>
        {module.directory && <ButtonLink {...directoryPlace(module.path)}>{module.directory.name}</ButtonLink>}
        <ButtonLink {...ledgerPlace(module.path)}>台账</ButtonLink>
      </div>
    </header>
  )
}

function Table({ module, groups }: { module: Module; groups: readonly RoundGroup[] }) {
  const [moves, setMoves] = useState<Moves>({})
  const [single, setSingle] = useState<{ item: RoundItem; repeats?: string } | null>(null)
  const deciding = useDeciding(module)
  const onTable = arranged(groups, moves)
  const [alike, alone] = [onTable.filter(({ items }) => items.length > 1), onTable.filter(({ items }) => items.length === 1)]
  const items = onTable.flatMap((group) => group.items)
  // Decided by somebody else while this person was thinking.
  const standing = single && items.find(({ id }) => id === single.item.id)
  if (items.length === 0)
    return (
      <div className={styles.empty} role="status">
        <p className={styles.emptyTitle}>没有待核准的{module.name}</p>
        <p>各区县审核通过的事项会自动出现在这里。</p>
      </div>
    )
  return (
    <>
      {alike.map((group) => (
        <GroupCard key={group.items[0]!.id} module={module} group={group} deciding={deciding} onDecide={(item) => setSingle({ item })} />
      ))}
      {alone.length > 0 && (
        <section className={styles.group} aria-label="其他待核准">
          <h2>
            其他待核准
            <small>
              {alone.length} {module.unit}
            </small>
          </h2>
          <ul className={styles.items}>
            {alone.map(({ items: [item], known }) => (
              <ItemCard
                key={item!.id}
                module={module}
                item={item!}
                busy={deciding.busy}
                onDecide={() => setSingle({ item: item! })}
                choice={known.map((each) => (
                  <KnownNotice
                    key={each.id}
                    module={module}
                    known={each}
                    onRepeat={() => setSingle({ item: item!, repeats: repeatedWords(module, each.ownerName, each.title) })}
                  />
                ))}
                more={
                  items.length > 1 && (
                    <Select
                      size="small"
                      aria-label={`与《${item!.title}》并列比较`}
                      placeholder="与其他事项并列比较"
                      value={null}
                      showSearch={{ optionFilterProp: 'label' }}
                      options={items
                        .filter(({ id }) => id !== item!.id)
                        .map(({ id, ownerName, title }) => ({ value: id, label: `${ownerName}《${title}》` }))}
                      onChange={(to: string | null) => to !== null && setMoves({ ...moves, [item!.id]: to })}
                      popupMatchSelectWidth={false}
                      className={styles.beside ?? ''}
                    />
                  )
                }
              />
            ))}
          </ul>
        </section>
      )}
      {single && standing && (
        <DecideDialog
          key={standing.id}
          module={module}
          record={{ id: standing.id, stage: module.round!.step, title: standing.title, decided: standing.decided }}
          {...(single.repeats === undefined ? {} : { begins: { outcome: module.round!.others, words: single.repeats } })}
          notice={null}
          busy={deciding.busy}
          onDecide={(outcome, label, reason) =>
            void deciding.decide(standing, outcome, label, reason).then((ended) => ended && setSingle(null))
          }
          onClose={() => setSingle(null)}
        />
      )}
    </>
  )
}

const DAYS = ['日', '一', '二', '三', '四', '五', '六']

/** 2026-11-20 as 11月20日（周五）. */
function spoken(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日（周${DAYS[date.getUTCDay()]}）`
}
