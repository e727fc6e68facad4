import { DownOutlined, CopyOutlined, DeleteOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { AnyValues, Fields } from '#kernel/field.ts'
import type { BriefProps, FieldLook, InputProps, LookOf, Said, ShowProps } from './look.ts'
import { FieldFrame } from './parts/field-frame.tsx'
import { useRowKeys } from './parts/row-keys.ts'
import styles from './parts/rows.module.css'
import { firstProblem, within } from './parts/said.ts'
import { useWide } from './parts/use-wide.ts'

/** The looks of the fields inside a row are found through the collection, which hands itself over here. */
export const composed = (lookOf: LookOf): FieldLook => ({
  Input: (props) => <Rows {...props} lookOf={lookOf} />,
  Show: (props) => <ShownRows {...props} lookOf={lookOf} />,
  Brief: ({ value }: BriefProps<number>) => <>{value} 项</>,
})

type Removed = { at: number; row: AnyValues }

function Rows({ field, value = [], onChange, id, disabled, recordId, said = [], lookOf }: InputProps<AnyValues[]> & { lookOf: LookOf }) {
  const { add, max, counts, fixed } = field.options
  const keys = useRowKeys(value.length)
  const [removed, setRemoved] = useState<Removed | null>(null)
  // The button that was pressed is gone with its row.
  const undo = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (removed) undo.current?.focus()
  }, [removed])
  const set = (rows: AnyValues[]) => onChange(rows.length > 0 ? rows : undefined)
  const insert = (at: number, row: AnyValues) => {
    keys.insert(at)
    set([...value.slice(0, at), row, ...value.slice(at)])
  }
  const remove = (at: number) => {
    keys.remove(at)
    setRemoved({ at, row: value[at]! })
    set(value.filter((_, place) => place !== at))
  }
  const move = (from: number, to: number) => {
    keys.move(from, to)
    const others = value.filter((_, place) => place !== from)
    set([...others.slice(0, to), value[from]!, ...others.slice(to)])
  }
  const append = () => {
    insert(value.length, {})
    focusIn(`${id}.${value.length}`)
  }
  const restore = () => {
    if (!removed) return
    const at = Math.min(removed.at, value.length)
    insert(at, removed.row)
    setRemoved(null)
    focusIn(`${id}.${at}`)
  }
  return (
    <div className={styles.rows} role="group" aria-labelledby={`${id}-label`}>
      {value.map((row, at) => (
        <section
          className={styles.card}
          data-fixed={fixed || undefined}
          key={keys.at(at)}
          id={`${id}.${at}`}
          aria-label={`${field.label}第 ${at + 1} 项`}
        >
          <header className={styles.head}>
            {fixed ? (
              <GivenParts fields={field.options.fields} row={row} lookOf={lookOf} />
            ) : (
              <b>
                {field.label} {at + 1}
              </b>
            )}
            {!disabled && !fixed && (
              <span>
                <Tool icon={<UpOutlined />} label={`上移第 ${at + 1} 项`} disabled={at === 0} act={() => move(at, at - 1)} />
                <Tool
                  icon={<DownOutlined />}
                  label={`下移第 ${at + 1} 项`}
                  disabled={at === value.length - 1}
                  act={() => move(at, at + 1)}
                />
                <Tool
                  icon={<CopyOutlined />}
                  label={`复制第 ${at + 1} 项`}
                  disabled={value.length >= max}
                  act={() => insert(at + 1, structuredClone(row))}
                />
                <Tool icon={<DeleteOutlined />} label={`删除第 ${at + 1} 项`} danger act={() => remove(at)} />
              </span>
            )}
          </header>
          <Row
            fields={field.options.fields}
            row={row}
            id={`${id}.${at}`}
            said={within(said, String(at))}
            onChange={(next) => set(value.map((one, place) => (place === at ? next : one)))}
            disabled={disabled}
            recordId={recordId}
            lookOf={lookOf}
          />
        </section>
      ))}
      {removed && (
        <p className={styles.removed} role="status">
          已删除第 {removed.at + 1} 项
          <Button ref={undo} type="link" size="small" onClick={restore}>
            撤销删除
          </Button>
        </p>
      )}
      <div className={styles.foot}>
        {!disabled && !fixed && (
          <Button id={id} aria-label={add} type="dashed" icon={<PlusOutlined />} onClick={append} disabled={value.length >= max}>
            {add}
          </Button>
        )}
        {!fixed && (
          <span className={styles.count} role="status">
            共 <strong>{value.length}</strong> 项{counts}
          </span>
        )}
      </div>
    </div>
  )
}

type RowProps = {
  fields: Fields
  row: AnyValues
  id: string
  said: readonly Said[]
  onChange: (row: AnyValues) => void
  disabled: boolean | undefined
  recordId: string | undefined
  lookOf: LookOf
}

function Row({ fields, row, id, said, onChange, disabled, recordId, lookOf }: RowProps) {
  const set = (key: string, part: unknown) => {
    const { [key]: _, ...others } = row
    onChange(part === undefined ? others : { ...others, [key]: part })
  }
  const written = Object.entries(fields).filter(([, field]) => !field.given)
  return written.map(([key, field]) => {
    const { Input } = lookOf(field)
    const here = within(said, key)
    return (
      <FieldFrame key={key} field={field} id={`${id}.${key}`} said={here}>
        <Input
          field={field}
          value={row[key]}
          onChange={(part) => set(key, part)}
          id={`${id}.${key}`}
          problem={firstProblem(here)}
          said={here}
          disabled={disabled}
          recordId={recordId}
        />
      </FieldFrame>
    )
  })
}

/** What a row was begun with, as its head. */
function GivenParts({ fields, row, lookOf }: Pick<RowProps, 'fields' | 'row' | 'lookOf'>) {
  const [first, ...others] = Object.entries(fields).filter(([, field]) => field.given)
  const shown = ([key, field]: [string, Fields[string]]) => {
    const { Show } = lookOf(field)
    return <Show field={field} value={row[key]} />
  }
  return (
    <>
      <b>{first && shown(first)}</b>
      {others.map((part) => (
        <span key={part[0]} className={styles.given}>
          {part[1].label} {shown(part)}
        </span>
      ))}
    </>
  )
}

function Tool({
  icon,
  label,
  act,
  disabled = false,
  danger = false,
}: {
  icon: ReactNode
  label: string
  act: () => void
  disabled?: boolean
  danger?: boolean
}) {
  return (
    <Tooltip title={label}>
      <Button type="text" size="small" icon={icon} aria-label={label} onClick={act} disabled={disabled} danger={danger} />
    </Tooltip>
  )
}

function ShownRows({ field, value = [], lookOf }: ShowProps<AnyValues[]> & { lookOf: LookOf }) {
  const fields: Fields = field.options.fields
  const wide = useWide()
  if (wide && Object.values(fields).every(({ kind }) => BRIEF.has(kind.name)))
    return <RowTable field={field} rows={value} lookOf={lookOf} />
  return (
    <div className={styles.rows}>
      {value.map((row, at) => (
        <section className={styles.card} key={at} aria-label={`${field.label}第 ${at + 1} 项`}>
          <header className={styles.head}>
            <b>
              {field.label} {at + 1}
            </b>
          </header>
          <dl className={styles.parts}>
            {Object.entries(fields).map(([key, part]) => {
              const { Show } = lookOf(part)
              const given = row[key] !== undefined && !part.kind.isBlank(row[key])
              return (
                <div key={key}>
                  <dt>{part.label}</dt>
                  <dd>{given ? <Show field={part} value={row[key]} /> : <span className={styles.blank}>未填写</span>}</dd>
                </div>
              )
            })}
          </dl>
        </section>
      ))}
      <span className={styles.count}>共 {value.length} 项</span>
    </div>
  )
}

/** Kinds whose answers are short enough for the cell of a table. */
const BRIEF = new Set(['text', 'date', 'choice', 'decimal', 'org'])

function RowTable({ field, rows, lookOf }: { field: ShowProps['field']; rows: readonly AnyValues[]; lookOf: LookOf }) {
  const parts = Object.entries(field.options.fields as Fields)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {parts.map(([key, part]) => (
            <th key={key} scope="col">
              {part.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {parts.map(([key, part]) => {
              const { Show } = lookOf(part)
              const given = row[key] !== undefined && !part.kind.isBlank(row[key])
              return <td key={key}>{given ? <Show field={part} value={row[key]} /> : <span className={styles.blank}>—</span>}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function focusIn(id: string) {
  requestAnimationFrame(() => document.getElementById(id)?.querySelector<HTMLElement>('input, textarea')?.focus())
}
