import { Button } from 'antd'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { fills, firstStep, rankOf, stepsOf } from '#kernel/steps.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { DueMark } from '#web/workbench/due-mark.tsx'
import styles from './given-values.module.css'

/** What stood in the record before this writing began, to be read beside it: short answers side by side, long ones in full width. */
export function GivenValues({ module, record }: { module: Module; record: RecordAnswer }) {
  const given = Object.entries(module.fields).filter(
    ([key, field]) => field.given && (key !== module.title || field.kind.name === 'link') && record.values[key] !== undefined,
  )
  // Where something follows by itself, a notice of its own says until when.
  const due = record.warnings.length > 0 ? null : record.due
  const long = given.filter(([, field]) => LONG.has(field.kind.name))
  const short = given.filter(([, field]) => !LONG.has(field.kind.name))
  if (given.length === 0 && !due) return null
  // Where people wrote it, it is called what their step is called.
  const written =
    record.stage === firstStep(module)
      ? null
      : stepsOf(module).find((step) => fills(module, step) && rankOf(module, step) < rankOf(module, record.stage))
  return (
    <section className={styles.given} aria-label={written ? module.flow[written]!.label : '系统带入'}>
      {written && <h2>{module.flow[written]!.label}</h2>}
      <dl className={styles.facts}>
        {short.map(([key, field]) => (
          <Fact key={key} label={field.label}>
            <Shown field={field} value={record.values[key]} />
          </Fact>
        ))}
        {due && (
          <Fact label="办理期限">
            <DueMark due={due} />
          </Fact>
        )}
      </dl>
      {long.length > 0 && (
        <dl className={styles.long}>
          {long.map(([key, field]) => (
            <Fact key={key} label={field.label}>
              <Folded>
                <Shown field={field} value={record.values[key]} />
              </Folded>
            </Fact>
          ))}
        </dl>
      )}
    </section>
  )
}

/** Kinds whose answers do not stand in a line with others. */
const LONG = new Set(['paragraph', 'rows', 'files', 'links', 'orgs'])

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Shown({ field, value }: { field: Field; value: unknown }) {
  const { Show } = lookOf(field)
  return <Show field={field} value={value} />
}

/** Shows the beginning of what is long, and all of it on request: the writing below must not be pushed away. */
function Folded({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [isLong, setLong] = useState(false)
  useLayoutEffect(() => {
    const at = box.current!
    const watch = new ResizeObserver(() => setLong(at.scrollHeight > HEIGHT + SLACK))
    watch.observe(at)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <div
        ref={box}
        className={styles.box}
        data-cut={(isLong && !open) || undefined}
        style={open ? undefined : { maxHeight: HEIGHT + SLACK }}
      >
        {children}
      </div>
      {isLong && (
        <Button type="link" size="small" className={styles.more ?? ''} onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? '收起' : '展开全部'}
        </Button>
      )}
    </>
  )
}

/** Five lines or so; what is a little longer is not worth folding. */
const HEIGHT = 124
const SLACK = 48
