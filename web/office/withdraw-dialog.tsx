import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { Dialog } from '../administration/dialog.tsx'
import { call } from '../api/call.ts'
import type { Published } from './notice-queries.ts'

/** Takes a notice back, with the reason for the office's own record. */
export function WithdrawDialog({ notice, onClose }: { notice: Published; onClose: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ why: string }>()
  const withdraw = async ({ why }: { why: string }) => {
    await call('POST', `/api/office/notices/${notice.id}/withdrawal`, { body: { version: notice.version, why } })
    await client.invalidateQueries({ queryKey: ['notices'] })
    void message.success('通知已撤回')
  }
  return (
    <Dialog title={`撤回《${notice.title}》`} okText="撤回" form={form} open onClose={onClose} act={withdraw}>
      <p style={{ marginBottom: 12 }}>撤回后，各单位不再看到这条通知和附件；已读记录保留。撤回不能恢复，需要时请重新发布。</p>
      <Form.Item name="why" label="撤回原因" rules={[{ required: true, whitespace: true, message: '请填写撤回原因' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </Dialog>
  )
}
