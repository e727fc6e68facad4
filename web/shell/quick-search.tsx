import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { ledgerPlace } from '../places.ts'
import styles from './top-bar.module.css'

type Props = { modules: readonly { path: string; name: string }[] }

/** From any page to a ledger with these words: typed once, then the business is chosen. */
export function QuickSearch({ modules }: Props) {
  const id = useId()
  const navigate = useNavigate()
  const [words, type] = useState('')
  const [at, move] = useState(0)
  const [open, show] = useState(false)
  const shown = open && words.trim() !== ''
  useEffect(() => {
    if (shown) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [shown, id, at])
  const go = (index: number) => {
    const module = modules[index]
    if (!module || words.trim() === '') return
    show(false)
    type('')
    void navigate({ ...ledgerPlace(module.path), search: { q: words.trim() } })
  }
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move((at + 1) % modules.length)
    else if (event.key === 'ArrowUp') move((at + modules.length - 1) % modules.length)
    else if (event.key === 'Enter') go(at)
    else if (event.key === 'Escape') show(false)
    else return
    event.preventDefault()
  }
  return (
    <search className={styles.search}>
      <div className={styles.box}>
        <SearchOutlined className={styles.glass} aria-hidden />
        <input
          type="text"
          role="combobox"
          data-search=""
          aria-label="全局搜索"
          aria-expanded={shown}
          aria-controls={`${id}-hits`}
          aria-activedescendant={shown ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          placeholder="搜索名称、文号，按 / 开始"
          maxLength={100}
          value={words}
          onChange={(event) => {
            type(event.target.value)
            move(0)
            show(true)
          }}
          onFocus={() => show(true)}
          onBlur={() => show(false)}
          onKeyDown={key}
        />
        {shown && (
          <div id={`${id}-hits`} role="listbox" aria-label="在哪里搜索" className={styles.hits}>
            {modules.map((module, index) => (
              <div
                key={module.path}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                className={styles.hit}
                onPointerDown={(event) => {
                  event.preventDefault()
                  go(index)
                }}
              >
                在“{module.name}”中搜索 <b>{words.trim()}</b>
              </div>
            ))}
          </div>
        )}
      </div>
    </search>
  )
}
