import type { HeldFile } from '#kernel/fields/files.ts'
import { FileList } from '#web/files/file-list.tsx'
import { UploadBox } from '#web/files/upload-box.tsx'

type Props = {
  /** The first three are given by the form. */
  id?: string
  value?: HeldFile[]
  onChange?: (held: HeldFile[]) => void
  label: string
  max: number
  accept?: readonly string[]
}

/** The rule of an entry with files: none of them is still on its way. */
export const arrived = (underway: number) => ({
  validator: () => (underway > 0 ? Promise.reject(new Error('有附件尚未传完，请待传完或取消上传后再保存')) : Promise.resolve()),
})

/** Files as an entry of an administration's form. */
export function FilesEntry({ id = '', value = [], onChange = () => {}, label, max, accept }: Props) {
  return (
    <>
      <UploadBox ties={{ id }} label={label} held={value} onChange={onChange} max={max} accept={accept ?? null} wrong={false} />
      <FileList files={value} onRemove={(file) => onChange(value.filter((one) => one.id !== file.id))} />
    </>
  )
}
