import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import type { AskAnswer, RecordAnswer } from '#web/api/types.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import styles from './asks-panel.module.css'
import { momentText } from '../city-time.ts'
import type { Acting } from './use-act.ts'

/** Organisations that ask to be added, each with its reason, to be admitted or declined. */
export function AsksPanel({ module, record, acting }: { module: Module; record: RecordAnswer; acting: Acting }) {
  const list = module.fields[module.identity!.joins!.field]!.label
  return (
    <section className={styles.panel} aria-label="加入申请">
      <h2>
        {record.asks.length} 个单位申请加入“{list}”
      </h2>
      <ul>
        {record.asks.map((ask) => (
          <Ask key={ask.org} record={record.id} ask={ask} acting={acting} list={list} />
        ))}
      </ul>
    </section>
  )
}

function Ask({ record, ask, acting, list }: { record: string; ask: AskAnswer; acting: Acting; list: string }) {
  const [declining, setDeclining] = useState(false)
  const [words, setWords] = useTyped(`${record}.decline.${ask.org}`, '')
  const admit = () => acting.act({ verb: 'admit', about: ask.org }, () => `已同意${ask.orgName}加入“${list}”`)
  const decline = () =>
    acting.act(
      { verb: 'decline', about: ask.org, reason: { code: '', words: words.trim(), pins: [] } },
      () => `未同意${ask.orgName}加入“${list}”`,
    )
  return (
    <li>
      <p>
        <b>{ask.orgName}</b>
        <span className={styles.when}>{momentText(ask.at)}</span>
      </p>
      <p className={styles.words}>{ask.words}</p>
      {declining ? (
        <div className={styles.acts}>
          <Input
            aria-label="不予加入的理由"
            placeholder="不予加入的理由"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            maxLength={500}
            autoFocus
          />
          <Button danger onClick={() => void decline()} loading={acting.busy === 'decline'} disabled={words.trim() === ''}>
            不予加入
          </Button>
          <Button type="link" onClick={() => setDeclining(false)}>
            取消
          </Button>
        </div>
      ) : (
        <div className={styles.acts}>
          <Button type="primary" onClick={() => void admit()} loading={acting.busy === 'admit'}>
            同意加入
          </Button>
          <Button onClick={() => setDeclining(true)}>不予加入</Button>
        </div>
      )}
    </li>
  )
}
