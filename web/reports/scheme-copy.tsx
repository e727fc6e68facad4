import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { DatePicker, Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { addDays, dayOf, nextPeriod } from '#kernel/day.ts'
import { call, sentenceOf } from '../api/call.ts'
import { schemesQuery, type SchemeRow } from './scheme-queries.ts'

type Typed = { validFrom: Dayjs; note?: string }

/** A new draft that begins as a copy of any version. */
export function SchemeCopy({ source, taken, onClose }: { source: SchemeRow; taken: readonly SchemeRow[]; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<Typed>()
  const [busy, setBusy] = useState(false)
  const create = async ({ validFrom, note = '' }: Typed) => {
    setBusy(true)
    try {
      const day = validFrom.format('YYYY-MM-DD')
      // Until when the other one is in force is not said of its copy.
      const { validUntil: _its, ...copied } = source.content
      const content = { ...copied, id: idFrom(source.report, day, taken) }
      const { id } = await call<SchemeRow>('POST', `/api/reports/${source.report}/schemes`, {
        body: { content, validFrom: day, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      })
      await client.invalidateQueries({ queryKey: schemesQuery(source.report).queryKey })
      await navigate({ to: '/reports/$report/schemes/$scheme', params: { report: source.report, scheme: id } })
    } catch (error) {
      form.setFields([{ name: 'validFrom', errors: [sentenceOf(error)] }])
      setBusy(false)
    }
  }
  return (
    <Modal
      title={`以${source.validFrom}起施行的版本新建草稿`}
      open
      onCancel={onClose}
      okText="新建草稿"
      cancelText="取消"
      okButtonProps={{ htmlType: 'submit', form: 'scheme-copy' }}
      confirmLoading={busy}
      width={460}
    >
      <Form name="scheme-copy" form={form} layout="vertical" requiredMark={false} onFinish={create}>
        <Form.Item
          name="validFrom"
          label="生效日期"
          extra="启用后，最后一天不早于此日期的各期报表按新版本计分。"
          initialValue={dayjs(beginning(source))}
          rules={[{ required: true, message: '请选择生效日期' }]}
        >
          <DatePicker allowClear={false} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="note" label="说明（选填）">
          <Input maxLength={200} placeholder="如：按3.0版操作说明调整权重" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** The first day of the report’s next period. */
function beginning({ report, validFrom }: SchemeRow): string {
  const today = dayOf(new Date())
  const after = validFrom > today ? addDays(validFrom, 1) : today
  return nextPeriod(after, report === 'district' ? 'quarter' : 'two-months').first
}

function idFrom(report: string, day: string, taken: readonly SchemeRow[]): string {
  const ids = new Set(taken.map(({ id }) => id))
  for (let at = 1; ; at++) {
    const id = at === 1 ? `${report}-${day}` : `${report}-${day}-${at}`
    if (!ids.has(id)) return id
  }
}
