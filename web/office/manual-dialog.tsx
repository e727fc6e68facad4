import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import { modules } from '#modules/all.ts'
import { Dialog } from '../administration/dialog.tsx'
import { call } from '../api/call.ts'
import type { ManualAnswer } from '../help/manual-queries.ts'
import { arrived, FilesEntry } from './files-entry.tsx'
import { OfficePledge } from './office-pledge.tsx'

export type ManualTask = { kind: 'add' } | { kind: 'issue' | 'change'; manual: ManualAnswer }

type Typed = { title: string; module?: string | null; file?: HeldFile[]; note?: string }

const titles = { add: '新增手册', issue: '发布新版', change: '编辑手册' }
const done = { add: '手册已新增', issue: '新版已发布', change: '手册已更新' }

/** A new manual, a new edition of one, or what one is called and belongs to. */
export function ManualDialog({ task, onClose }: { task: ManualTask; onClose: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [uploading, setUploading] = useState(0)
  const manual = task.kind === 'add' ? null : task.manual
  const act = async (typed: Typed) => {
    await send(task, typed)
    await client.invalidateQueries({ queryKey: ['manuals'] })
    void message.success(done[task.kind])
  }
  return (
    <OfficePledge onUnderway={setUploading}>
      <Dialog<Typed>
        title={manual ? `${titles[task.kind]}：${manual.title}` : titles.add}
        okText={task.kind === 'change' ? '保存' : '发布'}
        form={form}
        open
        onClose={onClose}
        act={act}
        width={640}
        initial={manual ? { title: manual.title, module: manual.module } : { module: null }}
      >
        {task.kind !== 'issue' && (
          <>
            <Form.Item name="title" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="module" label="所属业务" extra="不选为全系统的手册。">
              <Select
                allowClear
                placeholder="全系统"
                showSearch={{ optionFilterProp: 'label' }}
                options={modules.map(({ path, name }) => ({ value: path, label: name }))}
              />
            </Form.Item>
          </>
        )}
        {task.kind !== 'change' && (
          <>
            <Form.Item
              name="file"
              label="手册文件"
              validateFirst
              rules={[arrived(uploading), { required: true, type: 'array', len: 1, message: '请上传手册文件' }]}
            >
              <FilesEntry label="手册文件" max={1} />
            </Form.Item>
            <Form.Item name="note" label="版本说明">
              <Input maxLength={200} placeholder="选填，例如：按 3.0 版修订" />
            </Form.Item>
          </>
        )}
      </Dialog>
    </OfficePledge>
  )
}

function send(task: ManualTask, { title, module = null, file, note = '' }: Typed): Promise<unknown> {
  if (task.kind === 'add') return call('POST', '/api/office/manuals', { body: { title, module, file: file![0]!.id, note } })
  const { id, version } = task.manual
  if (task.kind === 'issue') return call('POST', `/api/office/manuals/${id}/editions`, { body: { version, file: file![0]!.id, note } })
  return call('PATCH', `/api/office/manuals/${id}`, { body: { version, title, module: module ?? null } })
}
