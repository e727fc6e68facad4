import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Fault, Indicator, Scheme } from '#indicators/scheme.ts'
import { canonical } from '#kernel/fold.ts'
import { Notice } from '#web/record/notice.tsx'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { changedLines } from '../office/lines.ts'
import { usePhone } from '../shell/use-phone.ts'
import { useStay } from '../shell/use-stay.ts'
import { SchemeActs } from './scheme-acts.tsx'
import { dotted, freshId, problemsIn, shifted } from './scheme-edit.ts'
import { placeId } from './scheme-entry.tsx'
import { SchemeIndicator } from './scheme-indicator.tsx'
import { schemeLines, type Draft } from './scheme-lines.ts'
import { schemesQuery, type SchemeRow } from './scheme-queries.ts'
import { SchemeOvertaken } from './scheme-overtaken.tsx'
import { SchemeTree, type Chosen } from './scheme-tree.tsx'
import { SchemeDimension, SchemeWhole } from './scheme-whole.tsx'
import { SchemeTrial } from './scheme-trial.tsx'
import { merged } from './scheme-merge.ts'
import styles from './scheme.module.css'
import { draftOf, useDraft } from './use-draft.ts'

/** A draft: its tree, what is chosen in it, what is wrong, and how it would score beside the one in force. */
export function SchemeForm({ row }: { row: SchemeRow }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { base, typed, rebase, type, settle } = useDraft(row)
  const [chosen, choose] = useState<Chosen>({ kind: 'whole' })
  const [refused, refuse] = useState<readonly Fault[]>([])
  const [told, tell] = useState<string>()
  const [busy, setBusy] = useState(false)
  const focus = useFocus()
  const phone = usePhone()
  // One key for one save: pressing again after a broken connection keeps nothing twice.
  const key = useRef(crypto.randomUUID())
  const { content } = typed
  const dirty = canonical(typed) !== canonical(base.draft)
  const overtaken = row.version > base.version
  // What somebody else saved shows at once where nothing is being written here.
  if (overtaken && !dirty) settle(row)
  useStay(dirty)
  // What must be read stands above, wherever on the page one was when it came up.
  const banners = useRef<HTMLDivElement>(null)
  const warned = (overtaken && dirty) || told !== undefined
  useEffect(() => {
    if (warned) banners.current?.scrollIntoView({ block: 'center' })
  }, [warned])
  const whole = { ...content, validFrom: typed.validFrom }
  const faults = problemsIn(whole)
  const problems = faults.length > 0 ? faults : refused
  const problemAt = (at: string) => problems.find((problem) => problem.at === at)?.message

  const change = (next: Draft) => {
    key.current = crypto.randomUUID()
    refuse([])
    if (told !== undefined && problemsIn({ ...next.content, validFrom: next.validFrom }).length === 0) tell(undefined)
    type(next)
  }
  const put = (part: Partial<Scheme>) => change({ ...typed, content: { ...content, ...part } })
  // On a phone what is chosen stands below the tree, out of sight.
  const pick = (one: Chosen) => {
    choose(one)
    if (phone) focus(PART)
  }
  const go = (at: string) => {
    choose(chosenAt(content, at))
    focus(placeId(at))
  }
  const save = async () => {
    if (faults.length > 0) return tell('没有保存：以下各处需要修改')
    setBusy(true)
    try {
      const note = typed.note.trim()
      const body = { version: base.version, content: whole, validFrom: typed.validFrom, ...(note === '' ? {} : { note }) }
      settle(await call<SchemeRow>('PUT', `/api/reports/${row.report}/schemes/${row.id}`, { key: key.current, body }))
      tell(undefined)
      void message.success('草稿已保存')
    } catch (error) {
      // What somebody else saved is told by what they changed.
      tell(error instanceof Refused && error.code === 'STALE' ? undefined : `没有保存：${sentenceOf(error)}`)
      if (error instanceof Refused) refuse(error.problems.map(({ field = '', message: words }) => ({ at: dotted(field), message: words })))
    }
    key.current = crypto.randomUUID()
    await client.invalidateQueries({ queryKey: schemesQuery(row.report).queryKey })
    setBusy(false)
  }
  const add = (dimension?: string) => {
    const id = freshId(content, dimension === undefined ? 'dimension' : 'indicator')
    if (dimension === undefined) put({ dimensions: [...content.dimensions, { id, name: '', weight: '0' }] })
    else
      put({
        indicators: [...content.indicators, { id, name: '', dimension, method: 'two-tier', coefficients: ['1.0', '0.8'], weight: '0' }],
      })
    choose({ kind: dimension === undefined ? 'dimension' : 'indicator', id })
    focus(
      placeId(dimension === undefined ? `dimensions.${content.dimensions.length}.name` : `indicators.${content.indicators.length}.name`),
    )
  }
  const changes = dirty ? changedLines(schemeLines(base.draft), schemeLines(typed)).length : 0
  return (
    <>
      <div className={styles.banners} ref={banners}>
        {overtaken && dirty && (
          <SchemeOvertaken
            row={row}
            base={base.draft}
            mine={typed}
            onMerge={() => rebase(row, merged(base.draft, draftOf(row), typed))}
            onTakeTheirs={() => settle(row)}
          />
        )}
        {told !== undefined && (
          <Notice tone="problem" role="alert" title={told}>
            <ul>
              {problems.map(({ at, message: words }) => (
                <li key={`${at} ${words}`}>
                  <Button type="link" size="small" onClick={() => go(at)}>
                    {words.replace(/^(?=没有填写)/u, `${nameAt(content, at)}：`)}
                  </Button>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      <div className={styles.desk}>
        <SchemeTree content={content} problems={problems} chosen={chosen} onChoose={pick} onAdd={add} />
        <Part
          {...{ typed, chosen, problemAt, onChange: change, onAdd: add }}
          onRemove={(next) => {
            change(next)
            choose({ kind: 'whole' })
          }}
        />
      </div>
      <SchemeTrial report={row.report} content={whole} wrong={faults.length > 0} />
      <div className={styles.bar}>
        <span className={styles.barWords} data-dirty={dirty || undefined} role="status">
          {overtaken && dirty
            ? '他人已保存新的内容，请先合并'
            : dirty
              ? `改动 ${changes} 处，尚未保存`
              : `已保存（第 ${base.version} 版草稿）`}
        </span>
        <SchemeActs row={row} dirty={dirty} wrong={faults.length > 0}>
          <Button disabled={!dirty || busy} onClick={() => settle(row)}>
            放弃修改
          </Button>
          <Button type={dirty ? 'primary' : 'default'} disabled={!dirty || overtaken} loading={busy} onClick={() => void save()}>
            保存草稿
          </Button>
        </SchemeActs>
      </div>
    </>
  )
}

/** Where what is chosen is edited. */
const PART = 'scheme-part'

type PartProps = {
  typed: Draft
  chosen: Chosen
  problemAt: (at: string) => string | undefined
  onChange: (next: Draft) => void
  onAdd: (dimension: string) => void
  onRemove: (next: Draft) => void
}

/** What is chosen in the tree, and what may be done with it as a whole. */
function Part({ typed, chosen, problemAt, onChange, onAdd, onRemove }: PartProps) {
  const { content } = typed
  const { dimensions, indicators } = content
  const put = (part: Partial<Scheme>) => onChange({ ...typed, content: { ...content, ...part } })
  const dimension = chosen.kind === 'dimension' ? dimensions.find(({ id }) => id === chosen.id) : undefined
  const indicator = chosen.kind === 'indicator' ? indicators.find(({ id }) => id === chosen.id) : undefined
  if (indicator) {
    const at = indicators.indexOf(indicator)
    const beside = (other: Indicator) => other.dimension === indicator.dimension
    return (
      <section id={PART} tabIndex={-1} className={styles.part} aria-label={indicator.name || '新的二级指标'}>
        <div className={styles.partHead}>
          <h2>{indicator.name || '新的二级指标'}</h2>
          <Acts
            onMove={(by) => put({ indicators: shifted(indicators, indicator.id, by, beside) })}
            onRemove={
              indicators.length === 1
                ? undefined
                : () => onRemove({ ...typed, content: { ...content, indicators: indicators.toSpliced(at, 1) } })
            }
          />
        </div>
        <SchemeIndicator
          content={content}
          indicator={indicator}
          at={`indicators.${at}`}
          problemAt={problemAt}
          onChange={(next) => put({ indicators: indicators.with(at, next) })}
        />
      </section>
    )
  }
  if (dimension) {
    const at = dimensions.indexOf(dimension)
    const own = indicators.filter((each) => each.dimension === dimension.id)
    return (
      <section id={PART} tabIndex={-1} className={styles.part} aria-label={dimension.name || '新的一级指标'}>
        <div className={styles.partHead}>
          <h2>{dimension.name || '新的一级指标'}</h2>
          <Acts
            onMove={(by) => put({ dimensions: shifted(dimensions, dimension.id, by) })}
            onRemove={
              own.length > 0 ? undefined : () => onRemove({ ...typed, content: { ...content, dimensions: dimensions.toSpliced(at, 1) } })
            }
          >
            <Button onClick={() => onAdd(dimension.id)}>新增二级指标</Button>
          </Acts>
        </div>
        <SchemeDimension
          dimension={dimension}
          own={own}
          at={`dimensions.${at}`}
          problemAt={problemAt}
          onChange={(next) => put({ dimensions: dimensions.with(at, next) })}
        />
      </section>
    )
  }
  return (
    <section id={PART} tabIndex={-1} className={styles.part} aria-label="基本情况与通用规则">
      <SchemeWhole typed={typed} problemAt={problemAt} onChange={onChange} />
    </section>
  )
}

type ActsProps = { onMove: (by: -1 | 1) => void; onRemove: (() => void) | undefined; children?: React.ReactNode }

function Acts({ onMove, onRemove, children }: ActsProps) {
  return (
    <div className={styles.acts}>
      {children}
      <Button onClick={() => onMove(-1)}>上移</Button>
      <Button onClick={() => onMove(1)}>下移</Button>
      <Popconfirm title="从草稿中删除？" okText="确认删除" cancelText="取消" disabled={!onRemove} onConfirm={() => onRemove?.()}>
        <Button danger disabled={!onRemove}>
          删除
        </Button>
      </Popconfirm>
    </div>
  )
}

/** Where in the tree a place of the scheme is edited. */
function chosenAt({ dimensions, indicators }: Scheme, at: string): Chosen {
  const [list, index] = at.split('.')
  const found = list === 'dimensions' ? dimensions[Number(index)] : list === 'indicators' ? indicators[Number(index)] : undefined
  return found ? { kind: list === 'dimensions' ? 'dimension' : 'indicator', id: found.id } : { kind: 'whole' }
}

function nameAt(content: Scheme, at: string): string {
  const [list, index] = at.split('.')
  const found =
    list === 'dimensions' ? content.dimensions[Number(index)] : list === 'indicators' ? content.indicators[Number(index)] : undefined
  return found?.name || '新的指标'
}

/** Puts the caret into a control that stands there only after the next rendering. */
function useFocus(): (id: string) => void {
  const [wanted, want] = useState<{ id: string }>()
  useEffect(() => {
    if (wanted) document.getElementById(wanted.id)?.focus()
  }, [wanted])
  return (id) => want({ id })
}
