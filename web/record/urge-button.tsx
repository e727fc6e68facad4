import { NotificationOutlined } from '@ant-design/icons'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { todoNames } from '#kernel/todo.ts'
import { fills, firstStep } from '#kernel/steps.ts'
import type { Module } from '#kernel/module.ts'
import { Dialog } from '#web/administration/dialog.tsx'
import { call } from '#web/api/call.ts'
import { useMe } from '#web/api/me.ts'
import type { RecordAnswer } from '#web/api/types.ts'

type Typed = { words: string }

/** For the office's module administrators and reviewers, while a record waits for others: tells its desk at once, with a reason. */
export function UrgeButton({ module, record }: { module: Module; record: RecordAnswer }) {
  const { posts } = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [open, setOpen] = useState(false)
  const mayUrge = posts.some((post) => post.kind === 'office' && (post.role === 'module-admin' || post.role === 'reviewer'))
  const waits = record.holders.some(({ org, role }) => !posts.some((post) => post.org === org && post.role === role))
  if (!mayUrge || !waits) return null
  const act = async (body: Typed) => {
    const { told } = await call<{ told: number }>('POST', `/api/${module.path}/${record.id}/urgings`, { body })
    void message.success(`已提醒 ${told} 名承办人员`)
  }
  const kind = record.returned
    ? todoNames.returned
    : fills(module, record.stage) && record.stage === firstStep(module)
      ? '待填报'
      : todoNames.handle
  return (
    <>
      <Button size="small" icon={<NotificationOutlined aria-hidden />} onClick={() => setOpen(true)}>
        加急提醒
      </Button>
      <Dialog<Typed> title="加急提醒" okText="发出提醒" form={form} open={open} onClose={() => setOpen(false)} act={act}>
        <p style={{ marginBottom: 16 }}>
          立即提醒{record.holders.map(({ orgName }) => orgName).join('、')}的承办人员办理“{record.stageLabel}”（{kind}
          ），不受其每日汇总和免打扰时间限制。同一事项每天最多提醒一次，提醒记入审计日志。
        </p>
        <Form.Item name="words" label="提醒理由" rules={[{ required: true, whitespace: true, message: '请写明提醒理由' }]}>
          <Input maxLength={200} showCount placeholder="如：本周五前须提交会议审议" />
        </Form.Item>
      </Dialog>
    </>
  )
}
