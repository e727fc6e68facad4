import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './account.module.css'
import { useFresh } from './fresh.tsx'

type Channel = 'messenger' | 'mail' | 'sms' | 'none'
type Reach = {
  channel: Channel
  rhythm: 'daily' | 'at-once'
  mail: string | null
  open: { channel: Channel; name: string }[]
  mailDomains: string[]
  sending: boolean
}
type Typed = Pick<Reach, 'channel' | 'rhythm' | 'mail'>

const KEY = ['reach']

/** Whether and how this person wants to hear of to-dos and messages outside the system. */
export function ReachPart() {
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call<Reach>('GET', '/api/reach', { signal }) })
  return (
    <section className={styles.part} aria-label="消息接收">
      <h2>消息接收</h2>
      {error && !data && <Failed error={error} again={refetch} small />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {data &&
        (data.open.length > 0 ? (
          <ReachForm reach={data} />
        ) : (
          <p className={styles.note}>消息在系统内右上角的铃铛处查看。系统还没有开通其他接收方式。</p>
        ))}
    </section>
  )
}

function ReachForm({ reach }: { reach: Reach }) {
  const client = useQueryClient()
  const fresh = useFresh()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const channel = Form.useWatch('channel', form) ?? reach.channel
  const save = async ({ channel: chosen, rhythm = reach.rhythm, mail }: Partial<Typed>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const body = { channel: chosen, rhythm, ...(chosen === 'mail' ? { mail } : {}) }
      client.setQueryData(KEY, await fresh(() => call<Reach>('PUT', '/api/reach', { body })))
      void message.success('消息接收方式已保存')
    } catch (error) {
      if (error instanceof Refused && error.field === 'mail') form.setFields([{ name: 'mail', errors: [error.message] }])
      else setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <p className={styles.note}>
        除系统内的消息外，还可以通过下列一种方式接收。加急提醒随时发出，其余的 20:00 至次日 8:00
        不发送。邮件、短信只写数量和业务名称，不写事项名称。
      </p>
      {!reach.sending && <Alert type="info" showIcon title="系统目前没有启用对外发送，设置将在启用后生效。" style={{ marginTop: 12 }} />}
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginTop: 12 }} />}</div>
      <Form<Typed>
        name="reach"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={reach}
        onFinish={(typed) => void save(typed)}
        disabled={busy}
        validateTrigger="onSubmit"
        style={{ marginTop: 12 }}
      >
        <Form.Item name="channel" label="接收方式">
          <Radio.Group
            options={[...reach.open.map(({ channel: value, name }) => ({ value, label: name })), { value: 'none', label: '不接收' }]}
          />
        </Form.Item>
        {channel === 'mail' && (
          <Form.Item name="mail" label="工作邮箱" rules={[{ required: true, whitespace: true, message: '请填写工作邮箱' }]}>
            <Input maxLength={200} autoComplete="email" placeholder={`如 zhangsan@${reach.mailDomains[0]}`} style={{ maxWidth: 360 }} />
          </Form.Item>
        )}
        {channel !== 'none' && (
          <Form.Item name="rhythm" label="接收频次">
            <Radio.Group
              options={[
                { value: 'daily', label: '每天 8:30 汇总一次' },
                { value: 'at-once', label: '有消息即发送' },
              ]}
            />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={busy}>
          保存
        </Button>
      </Form>
    </>
  )
}
