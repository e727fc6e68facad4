import { EyeOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import styles from './office.module.css'

type Props = {
  words: string
  dirty: boolean
  busy: boolean
  /** Somebody else saved since: saving would be refused. */
  blocked: boolean
  note: string
  onNote: (note: string) => void
  onPreview: () => void
  onRevert: () => void
  onSave: () => void
}

/** What stays in reach below a long form: what is changed, why, and the ways on. */
export function SaveBar({ words, dirty, busy, blocked, note, onNote, onPreview, onRevert, onSave }: Props) {
  return (
    <div className={styles.bar} data-dirty={dirty || undefined}>
      <span className={styles.barWords} role="status" data-dirty={dirty || undefined}>
        {words}
      </span>
      <Input
        aria-label="修改说明"
        className={styles.barNote!}
        value={note}
        onChange={(event) => onNote(event.target.value)}
        placeholder="修改说明（选填，记入修改记录）"
        maxLength={200}
        disabled={!dirty}
      />
      <Button icon={<EyeOutlined aria-hidden />} onClick={onPreview}>
        预览
      </Button>
      <Button onClick={onRevert} disabled={!dirty || busy}>
        放弃修改
      </Button>
      <Button type="primary" onClick={onSave} disabled={!dirty || blocked} loading={busy}>
        保存并生效
      </Button>
    </div>
  )
}
