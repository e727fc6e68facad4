import { Checkbox, DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { addDays, dayOf } from '#kernel/day.ts'
import { RETURN_REASONS } from '#kernel/dictionaries.ts'
import { isReasonFor, reasonDetail } from '#kernel/reason-fields.ts'
import { modules } from '#modules/all.ts'
import { Dialog } from '../administration/dialog.tsx'
import type { Term } from '../api/types.ts'
import { reasonNames } from './reason-names.ts'
import { coming, type DictionaryAnswer } from './terms.ts'

export type TermWish = Record<string, unknown>

type Typed = {
  parent?: string | null
  label: string
  from?: Dayjs | null
  keepsName?: boolean
  validFrom?: Dayjs | null
  retired?: Dayjs | null
  words?: string
  clause?: string
  modules?: string[]
  fields?: string[]
  note?: string
}

type Props = { dictionary: DictionaryAnswer; term: Term | null; onClose: () => void; save: (wish: TermWish) => Promise<void> }

/** A new term, or a new name, other days and other words for one that is. */
export function TermDialog({ dictionary, term, onClose, save }: Props) {
  const [form] = Form.useForm<Typed>()
  const label = Form.useWatch('label', form)
  const chosen = Form.useWatch('modules', form)
  const today = dayOf(new Date())
  const tops = dictionary.terms.filter(({ parent }) => parent === null)
  const reasons = dictionary.dictionary === RETURN_REASONS
  const detail = reasonDetail(term?.detail ?? {})
  const [next] = term ? coming(term) : []
  const renamed = term !== null && label !== undefined && label.trim() !== term.label
  const act = async (typed: Typed) => save(term ? changes(term, typed, today, reasons) : adding(typed, reasons))
  return (
    <Dialog<Typed>
      title={term ? `编辑“${term.label}”` : `新增${dictionary.name}选项`}
      okText="保存"
      form={form}
      open
      onClose={onClose}
      act={act}
      width={560}
      initial={
        term
          ? {
              label: term.label,
              from: dayjs(today),
              validFrom: dayjs(term.validFrom),
              retired: term.validUntil === null ? null : dayjs(addDays(term.validUntil, 1)),
              ...detail,
            }
          : { parent: null, validFrom: dayjs(today), ...detail }
      }
    >
      {!term && dictionary.levels === 2 && (
        <Form.Item name="parent" label="上级" extra="不选为第一级。">
          <Select allowClear placeholder="第一级" options={tops.map((top) => ({ value: top.code, label: top.label }))} />
        </Form.Item>
      )}
      <Form.Item
        name="label"
        label="名称"
        rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
        extra={next && `已定于 ${next.day} 起改称“${next.label}”，再次更名将取代它。`}
      >
        <Input maxLength={60} />
      </Form.Item>
      {next && !renamed && (
        <Form.Item name="keepsName" valuePropName="checked">
          <Checkbox>取消改称“{next.label}”</Checkbox>
        </Form.Item>
      )}
      {renamed && (
        <Form.Item
          name="from"
          label="新名称启用日期"
          extra="不早于今天；选今天的，保存后立即启用。"
          rules={[{ required: true, message: '请选择日期' }]}
        >
          <DatePicker minDate={dayjs(today)} style={{ width: 180 }} />
        </Form.Item>
      )}
      <Form.Item name="validFrom" label="启用日期" rules={[{ required: true, message: '请选择日期' }]}>
        <DatePicker style={{ width: 180 }} />
      </Form.Item>
      {term && (
        <Form.Item name="retired" label="停用日期" extra={retiring(dictionary, term)}>
          <DatePicker style={{ width: 180 }} />
        </Form.Item>
      )}
      {reasons && (
        <>
          <Form.Item name="words" label="建议用语" extra="驳回时自动填入，审核人可以修改。">
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
          <Form.Item name="modules" label="适用业务" extra="不选为全部业务；选了的，只在所选业务驳回时显示。">
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="全部业务"
              onChange={(next: string[]) => {
                const names = reasonNames(modulesFor(next))
                form.setFieldValue(
                  'fields',
                  ((form.getFieldValue('fields') ?? []) as string[]).filter((field) => names.has(field)),
                )
              }}
              options={modules.map(({ path, name }) => ({ value: path, label: name }))}
            />
          </Form.Item>
          <Form.Item
            name="fields"
            label="所指填报项"
            extra="驳回时自动指明；没有这些填报项的环节不显示此原因。按类别选的，用于该类别的每个填报项。"
          >
            <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={fieldOptions(chosen ?? [])} />
          </Form.Item>
          <Form.Item name="clause" label="依据条款">
            <Input maxLength={100} />
          </Form.Item>
        </>
      )}
      <Form.Item name="note" label="修改说明">
        <Input maxLength={200} placeholder="选填，记入修改记录" />
      </Form.Item>
    </Dialog>
  )
}

function retiring({ terms }: DictionaryAnswer, term: Term): string {
  const below = terms.filter(({ parent }) => parent === term.code).length
  return `自该日起不再供选择，清空即恢复使用。${below > 0 ? `其下 ${below} 个选项随之停用。` : ''}`
}

const day = (value: Dayjs | null | undefined) => value?.format('YYYY-MM-DD')

const reasonOf = ({ words = '', clause = '', modules: chosen = [], fields = [] }: Typed) => ({ words, clause, modules: chosen, fields })

function adding(typed: Typed, reasons: boolean): TermWish {
  const { parent = null, label, note = '' } = typed
  return { parent, label, validFrom: day(typed.validFrom), note, ...(reasons ? { reason: reasonOf(typed) } : {}) }
}

/** Only what differs is sent: what the dialog does not show stays as somebody else may just have left it. */
function changes(term: Term, typed: Typed, today: string, reasons: boolean): TermWish {
  const label = typed.label.trim()
  const until = typed.retired ? addDays(day(typed.retired)!, -1) : null
  return {
    note: typed.note ?? '',
    ...(label !== term.label || typed.keepsName ? { rename: { label, from: day(typed.from) ?? today } } : {}),
    ...(day(typed.validFrom) === term.validFrom ? {} : { validFrom: day(typed.validFrom) }),
    ...(until === term.validUntil ? {} : { validUntil: until }),
    ...(reasons ? { reason: reasonOf(typed) } : {}),
  }
}

/** What a reason may point at in the businesses it is for. */
const fieldOptions = (chosen: readonly string[]) => [...reasonNames(modulesFor(chosen))].map(([value, label]) => ({ value, label }))

const modulesFor = (chosen: readonly string[]) => modules.filter((module) => isReasonFor(module, { modules: [...chosen] }))
