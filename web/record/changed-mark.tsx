import { Button, Popover } from 'antd'
import { useState } from 'react'
import type { Field } from '#kernel/field.ts'
import { lookOf } from '#web/fields/look-of.ts'
import styles from './record.module.css'

type Props = { field: Field; before: unknown; onRestore?: (() => void) | undefined }

/** Says that a value differs from the last approved one, which it shows when asked. */
export function ChangedMark({ field, before, onRestore }: Props) {
  const [open, setOpen] = useState(false)
  const { Show } = lookOf(field)
  const blank = before === undefined || field.kind.isBlank(before)
  const content = (
    <div className={styles.before}>
      {blank ? <p>上次未填写</p> : <Show field={field} value={before} />}
      {onRestore && (
        <Button
          size="small"
          onClick={() => {
            onRestore()
            setOpen(false)
          }}
        >
          恢复为上次内容
        </Button>
      )}
    </div>
  )
  return (
    <Popover title="上次办结的内容" content={content} trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft">
      <Button size="small" type="text" className={styles.changed!}>
        较上次有改动
      </Button>
    </Popover>
  )
}
