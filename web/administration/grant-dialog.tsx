import { useQuery } from '@tanstack/react-query'
import { App, DatePicker, Form, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { cityTime } from '../city-time.ts'
import { useState } from 'react'
import { adminRoles, businessRoles, roleNames, type Role } from '#kernel/org.ts'
import { OrgSelect } from '#web/fields/parts/org-select.tsx'
import { call } from '../api/call.ts'
import { useRested } from '../shell/use-rested.ts'
import { Dialog } from './dialog.tsx'
import type { AdminPost, Page, Person } from './types.ts'

type Typed = { person: string; org: string; role: Role; startsOn: Dayjs; endsOn?: Dayjs | null }

/** Gives somebody a post at an organisation between two dates. */
export function GrantDialog({ open, onClose, onGranted }: { open: boolean; onClose: () => void; onGranted: (post: AdminPost) => void }) {
  const [form] = Form.useForm<Typed>()
  const { message } = App.useApp()
  const role = Form.useWatch('role', form)
  const waits = role === 'reviewer' || (adminRoles as readonly (Role | undefined)[]).includes(role)
  const act = async ({ startsOn, endsOn, ...typed }: Typed) => {
    const post = await call<AdminPost>('POST', '/api/admin/posts', {
      body: { ...typed, startsOn: startsOn.format('YYYY-MM-DD'), endsOn: endsOn?.format('YYYY-MM-DD') ?? null },
    })
    void message.success(post.state === 'pending' ? '岗位已授予，待另一名安全管理员确认后生效' : '岗位已授予')
    onGranted(post)
  }
  return (
    <Dialog<Typed>
      title="授予岗位"
      okText="授予"
      form={form}
      open={open}
      onClose={onClose}
      initial={{ startsOn: cityTime() }}
      act={act}
      width={520}
    >
      <Form.Item name="person" label="人员" rules={[{ required: true, message: '请选择人员' }]}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="org" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
        <OrgSelect among={null} placeholder="选择单位，可输拼音" />
      </Form.Item>
      <Form.Item
        name="role"
        label="岗位"
        rules={[{ required: true, message: '请选择岗位' }]}
        extra={waits ? '此岗位须由另一名安全管理员确认后生效。' : undefined}
      >
        <Select
          placeholder="选择岗位"
          options={[
            { label: '业务岗位', options: businessRoles.map((value) => ({ value, label: roleNames[value] })) },
            { label: '管理员（不得兼任业务岗位）', options: adminRoles.map((value) => ({ value, label: roleNames[value] })) },
          ]}
        />
      </Form.Item>
      <Form.Item name="startsOn" label="任职日期" rules={[{ required: true, message: '请选择任职日期' }]}>
        <DatePicker style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="endsOn" label="期满日期" extra="不填为长期。">
        <DatePicker style={{ width: 180 }} />
      </Form.Item>
    </Dialog>
  )
}

/** Looks people up while a name is typed. */
function PersonSelect({ value, onChange, id }: { value?: string; onChange?: (id: string) => void; id?: string }) {
  const [typed, type] = useState('')
  const words = useRested(typed.trim())
  const { data, isFetching } = useQuery({
    queryKey: ['administration', 'people', words],
    queryFn: ({ signal }) =>
      call<Page<Person>>('GET', '/api/admin/people', { query: { q: words || undefined, state: 'active', limit: '30' }, signal }),
    placeholderData: (before) => before,
  })
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(chosen: string) => onChange?.(chosen)}
      showSearch={{ filterOption: false, onSearch: type }}
      loading={isFetching}
      placeholder="输入姓名或完整手机号"
      notFoundContent={isFetching ? '正在查找' : '没有符合的账号'}
      options={data?.rows.map((person) => ({ value: person.id, label: `${person.name}（${person.phone}）` })) ?? []}
    />
  )
}
