import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import styles from './ledger.module.css'

type Props = { words: string; placeholder?: string; onSearch: (words: string | undefined) => void }

/** Searches when the typing rests, or at once on Enter; never in the middle of composing a character. */
export function SearchBox({ words, placeholder = '搜索名称、文号、内容', onSearch }: Props) {
  const [typed, type] = useState(words)
  const composing = useRef(false)
  const sent = useRef(words)
  const search = useRef(onSearch)
  useEffect(() => {
    search.current = onSearch
  })
  // The address changed by other means: a cleared filter, the way back.
  useEffect(() => {
    if (words === sent.current) return
    sent.current = words
    type(words)
  }, [words])
  const send = (text: string) => {
    const next = text.trim()
    if (next === sent.current || composing.current) return
    sent.current = next
    search.current(next || undefined)
  }
  useEffect(() => {
    const timer = setTimeout(() => send(typed), 350)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Input
      className={styles.search ?? ''}
      data-search=""
      aria-label="搜索"
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      allowClear
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={(event) => {
        composing.current = false
        type(event.currentTarget.value)
      }}
      onPressEnter={(event) => send(event.currentTarget.value)}
    />
  )
}
