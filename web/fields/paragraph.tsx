import { OrderedListOutlined } from '@ant-design/icons'
import { Button, Input as Line } from 'antd'
import type { KeyboardEvent } from 'react'
import { tied, type BriefProps, type InputProps, type ShowProps } from './look.ts'
import { continued, isNumbered, numbered } from './parts/numbering.ts'
import styles from './parts/paragraph.module.css'

export function Input({ field, value = '', onChange, id, problem, disabled }: InputProps<string>) {
  const { max, itemised } = field.options
  const offersNumbers = itemised && !disabled && value.trim() !== '' && !isNumbered(value)
  return (
    <div>
      <Line.TextArea
        {...tied(id, field, problem)}
        value={value}
        onChange={(event) => onChange(event.target.value || undefined)}
        onKeyDown={itemised ? continueItems : undefined}
        status={problem ? 'error' : ''}
        count={{ max, show: value.length > max * 0.8 }}
        autoSize={{ minRows: 3, maxRows: 18 }}
        disabled={disabled === true}
      />
      {itemised && (
        <div className={styles.foot}>
          <span>按回车自动续写下一条编号</span>
          {offersNumbers && (
            <Button type="link" size="small" icon={<OrderedListOutlined aria-hidden />} onClick={() => onChange(numbered(value))}>
              逐行编号
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

export function Show({ value }: ShowProps<string>) {
  return <div className={styles.shown}>{value}</div>
}

export function Brief({ value }: BriefProps<string>) {
  return <>{value}</>
}

/** Enter begins the next item; Enter on an item without words ends the list. */
function continueItems(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
  const area = event.currentTarget
  if (area.selectionStart !== area.selectionEnd) return
  const next = continued(area.value, area.selectionStart)
  if (!next) return
  event.preventDefault()
  area.setSelectionRange(next.from, area.selectionStart)
  // The only way to type into a text area that the browser's own undo still knows how to take back.
  document.execCommand(next.insert === '' ? 'delete' : 'insertText', false, next.insert)
}
