import { Input as Line } from 'antd'
import { tied, type InputProps, type ShowProps } from './look.ts'

export function Input({ field, value = '', onChange, id, problem, disabled }: InputProps<string>) {
  const { max } = field.options
  return (
    <Line
      {...tied(id, field, problem)}
      value={value}
      onChange={(event) => onChange(event.target.value || undefined)}
      status={problem ? 'error' : ''}
      count={{ max, show: value.length > max * 0.8 }}
      disabled={disabled === true}
      autoComplete="off"
    />
  )
}

export function Show({ value }: ShowProps<string>) {
  return <>{value}</>
}
