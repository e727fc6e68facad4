import { Link } from '@tanstack/react-router'
import { CLOSED } from '#kernel/act.ts'
import { outcomeOf } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import type { ActAnswer, RecordAnswer } from '#web/api/types.ts'
import { momentText } from '#web/city-time.ts'
import { recordPlace } from '#web/places.ts'
import { DueMark } from '#web/workbench/due-mark.tsx'
import { Notice } from './notice.tsx'

/** What will happen to a record unless somebody prevents it, and until when that can be done. */
export function WarningNotice({ record }: { record: RecordAnswer }) {
  const { warnings, due } = record
  if (warnings.length === 0) return null
  return <Notice tone="warn" title={warnings.join('；')} action={due && <DueMark due={due} counted />} />
}

/** Why a record was stopped: the decision in the manual's words, what it means, what was said with it. */
export function StoppedNotice({ module, record, acts }: { module: Module; record: RecordAnswer; acts: readonly ActAnswer[] }) {
  const last = record.stage === CLOSED ? acts.findLast((act) => act.to === CLOSED) : undefined
  if (!last || last.outcome === null) return null
  return (
    <Notice tone="problem" title={last.label}>
      <p>{outcomeOf(module, last.outcome).meaning}</p>
      {last.reason && <p style={{ whiteSpace: 'pre-wrap' }}>{last.reason.words}</p>}
      <p>
        <small>
          {last.byName}　{momentText(last.at)}
        </small>
      </p>
    </Notice>
  )
}

/** What a decided record rests on and no longer stands. */
export function BrokenNotice({ module, record }: { module: Module; record: RecordAnswer }) {
  if (record.broken.length === 0) return null
  return (
    <Notice tone="problem" title="所依据的事项已不符合要求，本事项不再计入统计">
      {record.broken.map(({ field, id, title, below }) => {
        const { label, options } = module.fields[field]!
        return (
          <p key={`${field} ${id}`}>
            《{label}》
            {id !== null && (
              <>
                中的“<Link {...recordPlace(options.module as string, id)}>{title}</Link>”
              </>
            )}
            {below ? '所依据的事项已不符合要求' : options.needs && `须为${options.needs as string}`}
          </p>
        )
      })}
    </Notice>
  )
}
