import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { useTyped } from '../shell/use-typed.ts'
import { noticesQuery } from './query.ts'

type Typed = { title: string; body: string }

export function NoticeForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [typed, setTyped] = useTyped<Partial<Typed>>('notice', {})
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  // One key for one notice: pressing again after a broken connection publishes nothing twice.
  const key = useRef(crypto.randomUUID())
  const publish = async (body: Typed) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await call('POST', '/api/notices', { body, key: key.current })
      key.current = crypto.randomUUID()
      await client.invalidateQueries({ queryKey: noticesQuery.queryKey })
      form.setFieldsValue({ title: '', body: '' })
      setTyped({})
      onClose()
      void message.success('通知已发布')
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal title="发布通知" open={open} onCancel={onClose} onOk={form.submit} okText="发布" confirmLoading={busy} width={640}>
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}</div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={publish}
        initialValues={typed}
        onValuesChange={(_, all) => {
          key.current = crypto.randomUUID()
          setTyped(all)
        }}
      >
        <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: '请填写标题' }]}>
          <Input maxLength={100} showCount />
        </Form.Item>
        <Form.Item
          name="body"
          label="内容"
          rules={[{ required: true, whitespace: true, message: '请填写内容' }]}
          extra="严禁填写涉密信息。"
        >
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} maxLength={5000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
