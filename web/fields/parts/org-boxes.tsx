import { SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Tag } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { useNames } from '#web/api/names.ts'
import type { Org } from '#web/api/types.ts'
import { tied, type InputProps } from '../look.ts'
import { groupedOrgs, orgMatches } from './org-matches.ts'
import styles from './org-boxes.module.css'

/**
 * Every organisation as a box to tick, so that a list is checked against a document at a glance, not more and not fewer.
 * There is no “all”: a document that names the whole city is outside the scope. Enter ticks the only one found.
 */
export function OrgBoxes({ field, value = [], onChange, id, problem, disabled }: InputProps<string[]>) {
  const { orgs, org: nameOf } = useNames()
  const [typed, setTyped] = useState('')
  const groups = groupedOrgs(orgs, field.options.among, value)
  const found = groups.flatMap((group) => group.orgs).filter((org) => orgMatches(org, typed))
  const flip = (org: string) => onChange(value.includes(org) ? value.filter((one) => one !== org) : [...value, org])
  const tickFound = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (typed.trim() === '' || found.length !== 1) return
    flip(found[0]!.id)
    setTyped('')
  }
  return (
    <div className={problem ? `${styles.boxes} ${styles.wrong}` : styles.boxes} role="group" aria-labelledby={`${id}-label`}>
      <div className={styles.head}>
        {!disabled && (
          <Input
            {...tied(id, field, problem)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={tickFound}
            prefix={<SearchOutlined aria-hidden />}
            className={styles.search!}
            placeholder="名称、简称或拼音，回车勾选"
            allowClear
            autoComplete="off"
          />
        )}
        <span className={styles.count} role="status">
          已选 <strong>{value.length}</strong> 个
        </span>
      </div>
      {value.length > 0 && (
        <div className={styles.chosen}>
          {value.map((org) => (
            <Tag
              key={org}
              variant="filled"
              color="blue"
              closable={disabled ? false : { 'aria-label': `取消选择${nameOf(org)}` }}
              onClose={(event) => (event.preventDefault(), flip(org))}
            >
              {nameOf(org)}
            </Tag>
          ))}
          {!disabled && value.length > 1 && (
            <Button type="link" size="small" onClick={() => onChange(undefined)}>
              清空
            </Button>
          )}
        </div>
      )}
      {!disabled &&
        groups.map((group) => (
          <Boxes
            key={group.label}
            label={groups.length > 1 ? group.label : null}
            orgs={group.orgs}
            value={value}
            found={typed.trim() === '' ? null : found}
            flip={flip}
          />
        ))}
      {found.length === 0 && <p className={styles.none}>没有名称、简称或拼音含“{typed.trim()}”的单位</p>}
    </div>
  )
}

type BoxesProps = { label: string | null; orgs: Org[]; value: string[]; found: Org[] | null; flip: (org: string) => void }

function Boxes({ label, orgs, value, found, flip }: BoxesProps) {
  return (
    <>
      {label && <div className={styles.group}>{label}</div>}
      <div className={styles.grid}>
        {orgs.map((org) => (
          <Checkbox
            key={org.id}
            checked={value.includes(org.id)}
            onChange={() => flip(org.id)}
            className={found && !found.includes(org) ? styles.faded! : ''}
            title={org.name}
          >
            {org.short}
          </Checkbox>
        ))}
      </div>
    </>
  )
}
