import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import styles from './administration.module.css'

/** Searches when the typing rests or on Enter, not in the middle of composing a character. */
export function SearchLine({ placeholder, onSearch }: { placeholder: string; onSearch: (words: string | undefined) => void }) {
  const [typed, type] = useState('')
  const [composing, compose] = useState(false)
  const search = useRef(onSearch)
  useEffect(() => {
    search.current = onSearch
  })
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => search.current(typed.trim() || undefined), 350)
    return () => clearTimeout(timer)
  }, [typed, composing])
  return (
    <Input
      className={styles.search ?? ''}
      data-search=""
      aria-label={placeholder}
      placeholder={placeholder}
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      maxLength={60}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onCompositionStart={() => compose(true)}
      onCompositionEnd={() => compose(false)}
      onPressEnter={() => search.current(typed.trim() || undefined)}
    />
  )
}
