import { CalendarOutlined } from '@ant-design/icons'
import { Button, Calendar, DatePicker, Input as Line, Popover, Space } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { isDay } from '#kernel/day.ts'
import { tied, type FilterProps, type InputProps, type ShowProps } from './look.ts'
import { spokenDay } from './parts/spoken-day.ts'

/** A date is typed in any usual way and read when the field is left; what cannot be read stays as typed, with the reason. */
export function Input({ field, value = '', onChange, id, problem, disabled }: InputProps<string>) {
  const [open, setOpen] = useState(false)
  const read = (typed: string) => {
    const answer = field.kind.schema(field).safeParse(spokenDay(typed))
    return answer.success ? (answer.data as string) : typed
  }
  const settle = () => {
    const day = value.trim() === '' ? undefined : read(value)
    if (day !== value && (day ?? '') !== value) onChange(day)
  }
  const pick = (day: Dayjs) => {
    onChange(day.format('YYYY-MM-DD'))
    setOpen(false)
    document.getElementById(id)?.focus()
  }
  const calendar = (
    <div style={{ width: 300 }}>
      <Calendar
        fullscreen={false}
        value={isDay(value) ? dayjs(value) : dayjs()}
        onSelect={(day, { source }) => source === 'date' && pick(day)}
      />
    </div>
  )
  return (
    <Space.Compact>
      <Line
        {...tied(id, field, problem)}
        value={value}
        onChange={(event) => onChange(event.target.value || undefined)}
        onBlur={settle}
        onPressEnter={settle}
        status={problem ? 'error' : ''}
        placeholder="如 2023-03-31"
        disabled={disabled === true}
        autoComplete="off"
        style={{ width: 200 }}
      />
      <Popover
        content={open ? calendar : null}
        open={open && !disabled}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
      >
        <Button icon={<CalendarOutlined />} aria-label="打开日历" aria-describedby={`${id}-label`} disabled={disabled === true} />
      </Popover>
    </Space.Compact>
  )
}

export function Show({ value }: ShowProps<string>) {
  return <>{value}</>
}

export function Filter({ field, value, onChange }: FilterProps) {
  const { from, to } = value && !Array.isArray(value) ? value : {}
  return (
    <DatePicker.RangePicker
      aria-label={field.label}
      placeholder={[`${field.label}起`, '止']}
      allowEmpty
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) => onChange(rangeOf(range?.[0], range?.[1]))}
      format={['YYYY-MM-DD', 'YYYY年M月D日', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD']}
      presets={[
        { label: '本年', value: [dayjs().startOf('year'), dayjs().endOf('year')] },
        { label: '上年', value: [dayjs().subtract(1, 'year').startOf('year'), dayjs().subtract(1, 'year').endOf('year')] },
      ]}
      style={{ minWidth: 230 }}
    />
  )
}

function rangeOf(first: Dayjs | null | undefined, last: Dayjs | null | undefined) {
  if (!first && !last) return undefined
  return { ...(first ? { from: first.format('YYYY-MM-DD') } : {}), ...(last ? { to: last.format('YYYY-MM-DD') } : {}) }
}
