import { Form, Input } from 'antd'
import { Dialog } from './dialog.tsx'
import type { Person } from './types.ts'

export type PersonTyped = { name: string; phone?: string }

export function PersonDialog({
  open,
  onClose,
  save,
}: {
  open: Person | 'new' | undefined
  onClose: () => void
  save: (typed: PersonTyped) => Promise<void>
}) {
  const [form] = Form.useForm<PersonTyped>()
  const person = open === 'new' ? undefined : open
  return (
    <Dialog<PersonTyped>
      key={person?.id ?? 'new'}
      title={person ? '编辑账号' : '开设账号'}
      okText={person ? '保存' : '开设'}
      form={form}
      open={open !== undefined}
      onClose={onClose}
      {...(person ? { initial: { name: person.name } } : {})}
      act={save}
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="phone"
        label="手机号"
        rules={person ? [] : [{ required: true, whitespace: true, message: '请填写手机号' }]}
        extra={person ? `现为 ${person.phone}；不填则不变。更换后以新号码登录。` : '手机号即登录账号，加密保存。'}
      >
        <Input inputMode="tel" maxLength={20} autoComplete="off" />
      </Form.Item>
    </Dialog>
  )
}
