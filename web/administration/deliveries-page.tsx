import { useQueryClient } from '@tanstack/react-query'
import { App, Badge, Button, Segmented, Switch } from 'antd'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { momentText } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import styles from './administration.module.css'
import { List, type Column } from './list.tsx'
import { usePages } from './use-pages.ts'

type State = 'waiting' | 'sent' | 'parked' | 'dropped'
type Delivery = {
  id: string
  personName: string
  channelName: string
  kind: 'digest' | 'single' | 'urgent'
  state: State
  tries: number
  madeAt: string
  nextAt: string
  doneAt: string | null
  failure: string | null
}
type More = { sending: boolean; parked: number; channels: string[] }

const PATH = '/api/admin/deliveries'
const stateNames: Record<State, string> = { waiting: '待发送', sent: '已发出', parked: '未送达', dropped: '无需发送' }
const kindNames = { digest: '每日汇总', single: '即时消息', urgent: '加急提醒' }

/** Whether messages leave the system, what left it, and what did not arrive. */
export function DeliveriesPage() {
  usePageTitle('对外发送')
  const client = useQueryClient()
  const { message } = App.useApp()
  const [state, choose] = useState<State | 'all'>('all')
  const { list, first } = usePages<Delivery, More>(PATH, { state: state === 'all' ? undefined : state })
  const doing = async (said: string, work: () => Promise<unknown>) => {
    try {
      await work()
      void message.success(said)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
    await client.invalidateQueries({ queryKey: ['administration', PATH] })
  }
  const columns: Column<Delivery>[] = [
    { label: '收件人', width: 180, cell: (row) => row.personName },
    { label: '方式', width: 130, cell: (row) => row.channelName },
    { label: '内容', width: 110, cell: (row) => kindNames[row.kind] },
    { label: '生成时间', width: 150, cell: (row) => momentText(row.madeAt) },
    { label: '状态', width: 210, wraps: true, cell: (row) => <Standing row={row} /> },
    { label: '次数', width: 70, cell: (row) => String(row.tries) },
    {
      label: '操作',
      width: 110,
      cell: (row) =>
        row.state === 'parked' && (
          <Button
            type="link"
            aria-label={`重新发送给 ${row.personName}`}
            onClick={() => void doing('已列入待发送', () => call('POST', `${PATH}/${row.id}/retry`, { body: {} }))}
          >
            重新发送
          </Button>
        ),
    },
  ]
  const none = first?.channels.length === 0
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>对外发送</h1>
        <label style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
          启用对外发送
          <Switch
            checked={first?.sending ?? false}
            disabled={!first || (none && !first.sending)}
            onChange={(on) =>
              void doing(on ? '对外发送已启用' : '对外发送已停用', () => call('PUT', '/api/admin/sending', { body: { on } }))
            }
          />
        </label>
      </header>
      <p className={styles.words}>
        {none
          ? '还没有配置发送方式。请运维人员按运维手册配置政务即时通讯、电子邮件或短信网关。'
          : `已配置：${first?.channels.join('、') ?? '……'}。从备份恢复的系统默认停用，确认是正式系统后再启用。此处不记录消息内容和手机号。`}
      </p>
      <div className={styles.filters}>
        <Segmented<State | 'all'>
          aria-label="发送状态"
          value={state}
          onChange={choose}
          options={[
            { value: 'all', label: '全部' },
            { value: 'waiting', label: stateNames.waiting },
            {
              value: 'parked',
              label: (
                <>
                  {stateNames.parked}
                  <Badge count={first?.parked ?? 0} size="small" style={{ marginLeft: 4 }} title={`${first?.parked ?? 0} 条未送达`} />
                </>
              ),
            },
            { value: 'sent', label: stateNames.sent },
            { value: 'dropped', label: stateNames.dropped },
          ]}
        />
      </div>
      <List
        caption="对外发送"
        columns={columns}
        keyOf={(row) => row.id}
        {...list}
        empty={state === 'parked' ? '没有未送达的消息。' : '还没有发送记录。'}
      />
    </div>
  )
}

function Standing({ row: { state, doneAt, nextAt, failure } }: { row: Delivery }) {
  if (state === 'parked')
    return (
      <>
        <span className={styles.alert}>{stateNames.parked}，已停止重试</span>
        <small>{failure}</small>
      </>
    )
  if (state === 'waiting')
    return (
      <>
        <span className={failure ? styles.warn : undefined}>{failure ? `${momentText(nextAt)} 重试` : stateNames.waiting}</span>
        {failure && <small>{failure}</small>}
      </>
    )
  return (
    <>
      <span className={state === 'sent' ? styles.good : styles.quiet}>{stateNames[state]}</span>
      {failure && <small>{failure}</small>}
      {doneAt && <small>{momentText(doneAt)}</small>}
    </>
  )
}
