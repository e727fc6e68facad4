import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import styles from './search-box.module.css'
import { useRested } from './use-rested.ts'

type Props = {
  /** What is being searched for now. */
  words: string
  placeholder: string
  /** What the entry is called for those who hear it; the placeholder unless told otherwise. */
  label?: string
  onSearch: (words: string | undefined) => void
}

/** Searches when the typing rests, or at once on Enter; never in the middle of composing a character. */
export function SearchBox({ words, placeholder, label = placeholder, onSearch }: Props) {
  const [typed, type] = useState(words)
  const sent = useRef(words)
  // Changed by other means: a cleared filter, the way back.
  useEffect(() => {
    if (words === sent.current) return
    sent.current = words
    type(words)
  }, [words])
  const send = (text: string) => {
    const next = text.trim()
    if (next === sent.current) return
    sent.current = next
    onSearch(next || undefined)
  }
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  const rested = useRested(typed)
  useEffect(() => latest.current(rested), [rested])
  return (
    <Input
      className={styles.search!}
      data-search=""
      aria-label={label}
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      allowClear
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onPressEnter={(event) => !event.nativeEvent.isComposing && send(event.currentTarget.value)}
    />
  )
}
