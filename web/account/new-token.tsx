import { Alert, Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { CopyButton } from '../shell/copy-button.tsx'
import styles from './account.module.css'
import { useFresh } from './fresh.tsx'
import { scopeWords } from './scopes.ts'

type Typed = { name: string; scopes: string[]; days: number }
type Made = { token: string }

/** A new token is shown once, here. */
export function NewToken({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: () => void }) {
  const fresh = useFresh()
  const [form] = Form.useForm<Typed>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { data: scopes } = useQuery({
    queryKey: ['token-scopes'],
    queryFn: () => call<string[]>('GET', '/api/tokens/scopes'),
    enabled: open,
    staleTime: Infinity,
  })
  const [secret, show] = useState<string>()
  const close = () => {
    show(undefined)
    setProblem(undefined)
    form.resetFields()
    onClose()
  }
  const create = async (body: Typed) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { token } = await fresh(() => call<Made>('POST', '/api/tokens', { body }))
      show(token)
      onMade()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (secret !== undefined) {
    return (
      <Modal
        title="令牌已生成"
        open={open}
        onCancel={close}
        footer={
          <Button type="primary" onClick={close}>
            我已妥善保存
          </Button>
        }
        mask={{ closable: false }}
      >
        <Alert type="warning" showIcon title="令牌只显示这一次，请立即复制并妥善保存。" />
        <code className={styles.secret}>{secret}</code>
        <CopyButton text={secret} copied="令牌已复制" />
      </Modal>
    )
  }
  return (
    <Modal
      title="新建令牌"
      open={open}
      onCancel={close}
      okText="生成"
      okButtonProps={{ htmlType: 'submit', form: 'new-token' }}
      confirmLoading={busy}
    >
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}</div>
      <Form id="new-token" form={form} layout="vertical" requiredMark={false} onFinish={create} initialValues={{ days: 90, scopes: [] }}>
        <Form.Item name="name" label="用途" rules={[{ required: true, whitespace: true, message: '请写明用途，如“数据看板取数”' }]}>
          <Input maxLength={60} placeholder="如：数据看板取数" />
        </Form.Item>
        <Form.Item name="scopes" label="权限" rules={[{ required: true, message: '至少选择一项权限' }]}>
          <Checkbox.Group options={(scopes ?? []).map((value) => ({ value, label: scopeWords(value) }))} className={styles.scopes ?? ''} />
        </Form.Item>
        <Form.Item name="days" label="有效期">
          <Select options={[30, 90, 180].map((value) => ({ value, label: `${value} 天` }))} style={{ width: 140 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
