import { Button, Radio, Select } from 'antd'
import { chosen, tied, type FilterProps, type InputProps, type ShowProps } from './look.ts'
import { inOneLine } from './parts/filter-bar.ts'

const FEW = 6

export function Input({ field, value, onChange, id, problem, disabled }: InputProps<string>) {
  const words: readonly string[] = field.options.words
  const options = words.map((word) => ({ value: word, label: word }))
  const ties = tied(id, field, problem)
  if (words.length > FEW) {
    return (
      <Select
        {...ties}
        value={value ?? null}
        onChange={(word) => onChange(word ?? undefined)}
        options={options}
        allowClear={!field.required}
        status={problem ? 'error' : ''}
        disabled={disabled === true}
        placeholder="请选择"
      />
    )
  }
  return (
    <div>
      <Radio.Group
        {...ties}
        aria-labelledby={`${id}-label`}
        name={id}
        value={value ?? null}
        onChange={(event) => onChange(event.target.value)}
        options={options}
        disabled={disabled === true}
      />
      {!field.required && value && !disabled && (
        <Button type="link" size="small" onClick={() => onChange(undefined)}>
          清除
        </Button>
      )}
    </div>
  )
}

export function Show({ value }: ShowProps<string>) {
  return <>{value}</>
}

export function Filter({ field, value, onChange }: FilterProps) {
  const words: readonly string[] = field.options.words
  return (
    <Select
      mode="multiple"
      aria-label={field.label}
      placeholder={field.label}
      value={chosen(value)}
      onChange={(picked: string[]) => onChange(picked.length > 0 ? picked : undefined)}
      options={words.map((word) => ({ value: word, label: word }))}
      {...inOneLine}
      allowClear
      style={{ minWidth: 140 }}
    />
  )
}
