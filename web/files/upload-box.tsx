import { InboxOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react'
import { CLASSIFIED_ROUTE } from '#kernel/classification.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { GoingList } from './going-list.tsx'
import { usePledge } from './pledge.tsx'
import styles from './upload-box.module.css'
import { useUploads } from './use-uploads.ts'

type Props = {
  /** What ties the button to its label and problem. */
  ties: { id: string; 'aria-describedby'?: string | undefined }
  label: string
  held: HeldFile[]
  onChange: (held: HeldFile[]) => void
  max: number
  accept: readonly string[] | null
  wrong: boolean
}

/** Where files come in: chosen, dropped or pasted, after the promise that none is classified. */
export function UploadBox({ ties, label, held, onChange, max, accept, wrong }: Props) {
  const { pledged, setPledged } = usePledge()
  const uploads = useUploads({ held, onChange, max, accept })
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(inside)
  }
  const drop = (event: DragEvent) => {
    drag(false)(event)
    uploads.add([...event.dataTransfer.files])
  }
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    uploads.add([...event.clipboardData.files])
  }
  const waits = !pledged && uploads.going.some((one) => one.state === 'waiting')
  return (
    <div
      className={`${styles.box} ${over ? styles.over : ''} ${wrong ? styles.wrong : ''}`}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <p className={styles.secrecy}>
        <strong>严禁上传涉密信息。</strong>
        {CLASSIFIED_ROUTE.replace(/^本系统不得存储、处理涉密信息。/u, '')}
      </p>
      <Checkbox checked={pledged} onChange={(event) => setPledged(event.target.checked)} className={waits ? styles.asked! : ''}>
        本人承诺：所上传材料不含国家秘密，也不含工作秘密
      </Checkbox>
      {waits && (
        <p className={styles.wait} role="alert">
          请先勾选上面的承诺，勾选后立即开始上传。
        </p>
      )}
      <div className={styles.choose}>
        <Button
          id={ties.id}
          aria-describedby={ties['aria-describedby']}
          aria-label={`选择文件：${label}`}
          icon={<UploadOutlined aria-hidden />}
          onClick={() => chooser.current?.click()}
          disabled={held.length >= max}
        >
          选择文件
        </Button>
        <span className={styles.ways}>
          <InboxOutlined aria-hidden /> {max > 1 ? '可多选，也可' : '可'}拖到此处或粘贴；{accept ? `支持 ${accept.join('、')}，` : ''}
          {max > 1 ? `最多 ${max} 个，` : ''}可断点续传
        </span>
        <input
          ref={chooser}
          type="file"
          multiple={max > 1}
          // Not the attribute alone, which the styles of a form around it would outdo.
          style={{ display: 'none' }}
          accept={accept?.map((extension) => `.${extension}`).join(',')}
          onChange={(event) => {
            uploads.add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      <GoingList {...uploads} />
    </div>
  )
}
