import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import { kindNames } from '#kernel/org.ts'
import { Dialog } from '../administration/dialog.tsx'
import { call } from '../api/call.ts'
import { forgetTyped, useTyped } from '../shell/use-typed.ts'
import { audienceKinds } from './audience.ts'
import { arrived, FilesEntry } from './files-entry.tsx'
import { OfficePledge } from './office-pledge.tsx'
import { UnitsEntry } from './units-entry.tsx'

type Typed = { title: string; body: string; to: 'all' | 'kinds' | 'orgs'; kinds?: string[]; orgs?: string[]; files?: HeldFile[] }

/** A new notice: what it says, whom it is for, what comes with it. */
export function NoticeDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const to = Form.useWatch('to', form)
  const [uploading, setUploading] = useState(0)
  // A session may end while somebody writes: it stands where it stood when they are back.
  const [typed, keep] = useTyped<Partial<Typed>>('notice', { to: 'all' })
  const written = Form.useWatch((all: Typed) => all, form)
  useEffect(() => {
    if (written?.to) keep(written)
  }, [written, keep])
  // One key for one notice: pressing again after a broken connection publishes nothing twice.
  const sent = useRef({ text: '', key: '' })
  const publish = async ({ title, body, kinds = [], orgs = [], files = [] }: Typed) => {
    const notice = { title, body, audience: { kinds, orgs }, files: files.map(({ id }) => id) }
    const text = JSON.stringify(notice)
    if (sent.current.text !== text) sent.current = { text, key: crypto.randomUUID() }
    await call('POST', '/api/office/notices', { body: notice, key: sent.current.key })
    await client.invalidateQueries({ queryKey: ['notices'] })
    forgetTyped('notice')
    void message.success('通知已发布')
  }
  return (
    <OfficePledge onUnderway={setUploading}>
      <Dialog<Typed> title="发布通知" okText="发布" form={form} open onClose={onClose} act={publish} width={760} initial={typed}>
        <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: '请填写标题' }]}>
          <Input maxLength={100} showCount />
        </Form.Item>
        <Form.Item
          name="body"
          label="正文"
          rules={[{ required: true, whitespace: true, message: '请填写正文' }]}
          extra="严禁填写涉密信息。"
        >
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} maxLength={5000} showCount />
        </Form.Item>
        <Form.Item name="to" label="发送范围">
          <Radio.Group
            options={[
              { value: 'all', label: '全体' },
              { value: 'kinds', label: '按单位类别' },
              { value: 'orgs', label: '指定单位' },
            ]}
          />
        </Form.Item>
        {to === 'kinds' && (
          <Form.Item
            name="kinds"
            label="单位类别"
            rules={[
              {
                validator: (_rule, chosen?: string[]) => (chosen?.length ? Promise.resolve() : Promise.reject(new Error('请选择单位类别'))),
              },
            ]}
          >
            <Checkbox.Group options={audienceKinds.map((value) => ({ value, label: kindNames[value] }))} />
          </Form.Item>
        )}
        {to === 'orgs' && (
          <Form.Item name="orgs" label="单位" rules={[{ required: true, type: 'array', min: 1, message: '请选择单位' }]}>
            <UnitsEntry />
          </Form.Item>
        )}
        <Form.Item name="files" label="附件" rules={[arrived(uploading)]}>
          <FilesEntry label="附件" max={20} />
        </Form.Item>
      </Dialog>
    </OfficePledge>
  )
}
