import { Space } from 'antd'
import type { HeldFile } from '#kernel/fields/files.ts'
import { FileList } from '#web/files/file-list.tsx'
import { UploadBox } from '#web/files/upload-box.tsx'
import { tied, type BriefProps, type InputProps, type ShowProps } from './look.ts'

export function Input({ field, value = [], onChange, id, problem, disabled }: InputProps<HeldFile[]>) {
  const { max, accept } = field.options
  const set = (held: HeldFile[]) => onChange(held.length > 0 ? held : undefined)
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      {!disabled && (
        <UploadBox
          ties={tied(id, field, problem)}
          label={field.label}
          held={value}
          onChange={set}
          max={max}
          accept={accept}
          wrong={problem !== undefined}
        />
      )}
      <FileList files={value} onRemove={disabled ? undefined : (file) => set(value.filter((one) => one.id !== file.id))} />
    </Space>
  )
}

export function Show({ value = [] }: ShowProps<HeldFile[]>) {
  return <FileList files={value} />
}

export function Brief({ value }: BriefProps<number>) {
  return <>{value} 个附件</>
}
