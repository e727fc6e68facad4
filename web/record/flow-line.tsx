import { APPROVED, CLOSED } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { useNames } from '#web/api/names.ts'
import type { ActAnswer, RecordAnswer } from '#web/api/types.ts'
import { DueMark } from '#web/workbench/due-mark.tsx'
import { deskOrgs } from './desks.ts'
import styles from './flow-line.module.css'
import { momentText, standingText } from '../city-time.ts'
import { passages } from './passages.ts'
import { stepsOf } from '#kernel/steps.ts'

type Props = { module: Module; record: RecordAnswer; acts: readonly ActAnswer[] }

/** The way of a record through its desks: who handled each, who holds it now, since when and until when. */
export function FlowLine({ module, record, acts }: Props) {
  const names = useNames()
  const steps = stepsOf(module)
  const stopped = record.stage === CLOSED ? acts.findLast((act) => act.to === CLOSED) : undefined
  const current = record.stage === APPROVED ? steps.length : steps.indexOf(record.stage)
  // What a person stopped had been handled there; what time stopped had not.
  const done = stopped ? steps.indexOf(stopped.from ?? '') + (stopped.verb === 'lapse' ? 0 : 1) : current
  const handled = passages(module, acts)
  return (
    <ol className={styles.line} aria-label="办理流程">
      {steps.map((key, at) => {
        const step = module.flow[key]!
        const place = at < done ? 'done' : at === current ? 'now' : 'later'
        const desks = at === current ? record.holders.map(({ org }) => org) : deskOrgs(step.at, record)
        const passed = place === 'done' ? handled[key] : undefined
        return (
          <li key={key} data-place={place} aria-current={place === 'now' ? 'step' : undefined}>
            <b>{step.label}</b>
            <span title={desks.map(names.org).join('、')}>
              {desks.map(names.short).join('、') || '待定'} · {passed?.byName ?? roleNames[step.by]}
            </span>
            {place === 'now' && (
              <>
                <span>
                  {momentText(record.since)} 到达，{standingText(record.since, new Date())}
                </span>
                {record.due && (
                  <span>
                    办理期限 <DueMark due={record.due} />
                  </span>
                )}
              </>
            )}
            {passed && <span>{momentText(passed.at)}</span>}
          </li>
        )
      })}
      <li data-place={record.stage === APPROVED ? 'end' : stopped ? 'stop' : 'later'}>
        <b>{stopped ? '终止' : '办结'}</b>
        {stopped && <span>{momentText(stopped.at)}</span>}
        <span>{record.approvedAt ? `${record.stage === APPROVED ? '' : '上次 '}${momentText(record.approvedAt)}` : ' '}</span>
      </li>
    </ol>
  )
}
