import { Button } from 'antd'
import { RETURN_REASONS } from '#kernel/dictionaries.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { useNames } from '#web/api/names.ts'
import type { ActAnswer } from '#web/api/types.ts'
import { grouped, type ActGroup } from './act-groups.ts'
import styles from './history.module.css'
import { momentText } from '../city-time.ts'

type Props = { module: Module; acts: readonly ActAnswer[]; onCompare: (from: number, to: number) => void }

/** Everything that was done to a record, newest first: who, for whom, what, from where to where, with which words. */
export function History({ module, acts, onCompare }: Props) {
  return (
    <ol className={styles.history}>
      {grouped(acts)
        .map((group) => <Line key={group.last.seq} module={module} group={group} onCompare={onCompare} />)
        .reverse()}
    </ol>
  )
}

const TONES: Partial<Record<ActAnswer['verb'], string>> = {
  return: 'back',
  withdraw: 'back',
  decline: 'back',
  discard: 'back',
  pass: 'on',
  submit: 'on',
  unchanged: 'on',
  admit: 'on',
}

function Line({
  module,
  group: { last: act, first, count, changed },
  onCompare,
}: { module: Module; group: ActGroup } & Pick<Props, 'onCompare'>) {
  const names = useNames()
  const labels = changed.map((key) => module.fields[key]?.label ?? key)
  const reason = act.reason && act.verb === 'return' && act.reason.code ? names.at(act.at).term(RETURN_REASONS, act.reason.code) : null
  return (
    <li data-tone={TONES[act.verb]}>
      <div className={styles.head}>
        <b>
          {act.label}
          {count > 1 && `（${count} 次）`}
        </b>
        <span>
          {act.byName}
          {act.role !== 'system' && <small>{`${act.orgName} · ${roleNames[act.role]}`}</small>}
        </span>
        <time dateTime={act.at}>{count > 1 ? `${momentText(first.at)} 至 ${momentText(act.at)}` : momentText(act.at)}</time>
      </div>
      {act.from !== null && act.from !== act.to && (
        <p className={styles.way}>
          {act.fromLabel} → {act.toLabel}
        </p>
      )}
      {act.about && <p>{act.verb === 'extend' ? `延期至：${act.about}` : `涉及单位：${names.org(act.about)}`}</p>}
      {act.reason && (act.reason.words || reason) && (
        <blockquote className={styles.words}>
          {reason && <strong>{reason}　</strong>}
          {act.reason.words}
          {act.reason.pins.length > 0 && (
            <small>涉及：{[...new Set(act.reason.pins.map((pin) => module.fields[pin.split('.')[0]!]?.label ?? pin))].join('、')}</small>
          )}
        </blockquote>
      )}
      {labels.length > 0 && act.verb !== 'create' && act.verb !== 'open' && (
        <p className={styles.changed}>
          改动 {labels.length} 项：{labels.join('、')}
          <Button type="link" size="small" onClick={() => onCompare(first.seq - 1, act.seq)}>
            对照查看
          </Button>
        </p>
      )}
    </li>
  )
}
