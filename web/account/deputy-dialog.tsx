import { useQuery } from '@tanstack/react-query'
import { App, DatePicker, Form, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect } from 'react'
import { Dialog } from '../administration/dialog.tsx'
import { call } from '../api/call.ts'
import type { MyPost } from '../api/types.ts'
import { cityTime } from '../city-time.ts'
import { useFresh } from './fresh.tsx'

type Typed = { org: string; deputy: string; startsOn: Dayjs; endsOn: Dayjs }
type Colleague = { id: string; name: string; roleNames: string[] }
type Props = { open: boolean; posts: readonly MyPost[]; onClose: () => void; onNamed: () => void }

/** Names a colleague who stands in from one day to another. */
export function DeputyDialog({ open, posts, onClose, onNamed }: Props) {
  const [form] = Form.useForm<Typed>()
  const fresh = useFresh()
  const { message } = App.useApp()
  const orgs = [...new Map(posts.map((post) => [post.org, post.orgName]))]
  const org = Form.useWatch('org', form)
  useEffect(() => form.resetFields(['deputy']), [org, form])
  const colleagues = useQuery({
    queryKey: ['colleagues', org],
    queryFn: ({ signal }) => call<Colleague[]>('GET', '/api/deputations/colleagues', { query: { org }, signal }),
    enabled: open && org !== undefined,
  })
  const act = async ({ startsOn, endsOn, ...typed }: Typed) => {
    const body = { ...typed, startsOn: startsOn.format('YYYY-MM-DD'), endsOn: endsOn.format('YYYY-MM-DD') }
    await fresh(() => call('POST', '/api/deputations', { body }))
    void message.success('代理人已指定，并已通知本人')
    onNamed()
  }
  const covered = posts.filter((post) => post.org === org).map((post) => post.roleName)
  return (
    <Dialog<Typed>
      title="指定代理人"
      okText="指定"
      form={form}
      open={open}
      onClose={onClose}
      initial={{ ...(orgs[0] ? { org: orgs[0][0] } : {}), startsOn: cityTime() }}
      act={act}
    >
      <Form.Item
        name="org"
        label="单位"
        rules={[{ required: true, message: '请选择单位' }]}
        extra={covered.length > 0 ? `代理岗位：${covered.join('、')}。` : undefined}
      >
        <Select options={orgs.map(([value, label]) => ({ value, label }))} disabled={orgs.length < 2} />
      </Form.Item>
      <Form.Item name="deputy" label="代理人" rules={[{ required: true, message: '请选择代理人' }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={colleagues.isFetching}
          placeholder="选择本单位同事"
          notFoundContent={colleagues.isFetching ? '正在查找' : '本单位没有其他在任的业务人员'}
          options={colleagues.data?.map(({ id, name, roleNames }) => ({ value: id, label: `${name}（${roleNames.join('、')}）` })) ?? []}
        />
      </Form.Item>
      <Form.Item name="startsOn" label="开始日期" rules={[{ required: true, message: '请选择开始日期' }]}>
        <DatePicker style={{ width: 180 }} minDate={cityTime()} />
      </Form.Item>
      <Form.Item
        name="endsOn"
        label="结束日期"
        rules={[{ required: true, message: '请选择结束日期' }]}
        extra="含当日，最长半年；提前回来的，可以随时结束。"
      >
        <DatePicker style={{ width: 180 }} minDate={cityTime()} />
      </Form.Item>
    </Dialog>
  )
}
