import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { call, sentenceOf } from '#web/api/call.ts'
import { forgetTyped, useTyped } from '#web/shell/use-typed.ts'
import type { Existing } from './check.ts'
import { momentText } from '../city-time.ts'
import { Notice } from './notice.tsx'

type Props = { module: Module; existing: Existing; identity: string; org: string | null; onAsked: (existing: Existing) => void }

/** The record that came first, as far as a second filer may know it, and the way to join it. */
export function TakenNotice({ module, existing, identity, org, onAsked }: Props) {
  const joins = module.identity?.joins
  const list = joins && module.fields[joins.field]!.label
  return (
    <Notice tone="warn" role="status" title={module.identity?.taken}>
      <p>
        已有事项：<b>{existing.title}</b>，由{existing.ownerName}创建，当前环节“{existing.stageLabel}”（自 {momentText(existing.since)}）。
      </p>
      {existing.listed ? (
        <p>本单位已在“{list}”中，请在工作台办理下达给本单位的任务。</p>
      ) : (
        list && <Asking module={module} existing={existing} identity={identity} org={org} list={list} onAsked={onAsked} />
      )}
    </Notice>
  )
}

function Asking({ module, existing, identity, org, list, onAsked }: Props & { list: string }) {
  const { message } = App.useApp()
  const [words, setWords] = useTyped<string | null>(`${module.path}.ask.${identity}`, null)
  const [asking, setAsking] = useState(false)
  if (existing.asked) return <p>本单位已申请加入“{list}”，请等待主管部门处理。</p>
  if (words === null) {
    return (
      <Button type="primary" onClick={() => setWords('')}>
        申请加入{list}
      </Button>
    )
  }
  const ask = async () => {
    setAsking(true)
    try {
      onAsked(await call<Existing>('POST', `/api/${module.path}/asks`, { body: { key: identity, words, ...(org ? { org } : {}) } }))
      forgetTyped(`${module.path}.ask.`)
      void message.success('申请已送达主管部门')
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setAsking(false)
    }
  }
  return (
    <div>
      <label htmlFor="ask-words">申请理由（写明文件中关于本单位的表述）</label>
      <Input.TextArea
        id="ask-words"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1000}
        style={{ margin: '4px 0 8px' }}
        autoFocus
      />
      <Button type="primary" onClick={() => void ask()} loading={asking} disabled={words.trim() === ''}>
        提交申请
      </Button>
      <Button type="link" onClick={() => setWords(null)}>
        取消
      </Button>
    </div>
  )
}
