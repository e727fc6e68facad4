import { DatePicker, Form, Input, InputNumber, Radio, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { Dialog } from './dialog.tsx'
import type { AdminOrg } from './types.ts'

type Typed = { id?: string; kind?: 'district' | 'department'; name: string; short: string; position?: number; retired?: boolean }
export type OrgTyped = Typed & { foundedOn?: string | null }
/** As the form holds it. */
type Filled = Typed & { foundedOn?: Dayjs | null }

/** A new organisation, or the name, order and use of one that is. */
export function OrgDialog({
  open,
  onClose,
  save,
}: {
  open: AdminOrg | 'new' | undefined
  onClose: () => void
  save: (typed: OrgTyped) => Promise<void>
}) {
  const [form] = Form.useForm<Filled>()
  const org = open === 'new' ? undefined : open
  const needed = org?.kind === 'city' || org?.kind === 'office'
  return (
    <Dialog<Filled>
      key={org?.id ?? 'new'}
      title={org ? '编辑单位' : '新增单位'}
      okText="保存"
      form={form}
      open={open !== undefined}
      onClose={onClose}
      initial={
        org
          ? {
              ...{ name: org.name, short: org.short, position: org.position, retired: org.retiredOn !== null },
              foundedOn: org.foundedOn === null ? null : dayjs(org.foundedOn),
            }
          : { kind: 'department', foundedOn: dayjs() }
      }
      act={async ({ id, position, foundedOn, ...typed }) =>
        save({
          ...typed,
          ...(id?.trim() ? { id: id.trim() } : {}),
          ...(position == null ? {} : { position }),
          ...(foundedOn ? { foundedOn: foundedOn.format('YYYY-MM-DD') } : org ? { foundedOn: null } : {}),
        })
      }
    >
      {!org && (
        <Form.Item name="kind" label="类别">
          <Radio.Group
            options={[
              { value: 'department', label: '市级部门' },
              { value: 'district', label: '区县' },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item name="name" label="单位名称" rules={[{ required: true, whitespace: true, message: '请填写单位名称' }]}>
        <Input maxLength={60} placeholder="全称" />
      </Form.Item>
      <Form.Item
        name="short"
        label="简称"
        rules={[{ required: true, whitespace: true, message: '请填写简称' }]}
        extra="列表和地图上显示；拼音检索按简称生成。"
      >
        <Input maxLength={20} />
      </Form.Item>
      {!org && (
        <Form.Item name="id" label="编码" extra="区县填行政区划代码；可以不填，由系统编码。保存后不能修改。">
          <Input maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="position" label="排序" extra="数字小的在前。">
        <InputNumber min={0} max={100000} precision={0} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="foundedOn" label="设立日期" extra="此日以前各期报表不含该单位。一直就有的单位，编辑时留空。">
        <DatePicker aria-label="设立日期" />
      </Form.Item>
      {org && !needed && (
        <Form.Item
          name="retired"
          label="停用"
          valuePropName="checked"
          extra={org.posts > 0 ? `该单位还有 ${org.posts} 个在任岗位，须先由安全管理员撤销。` : '停用后可以恢复。'}
        >
          <Switch disabled={org.posts > 0 && org.retiredOn === null} aria-label="停用该单位" />
        </Form.Item>
      )}
    </Dialog>
  )
}
