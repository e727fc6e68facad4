import { useEffect, useRef } from 'react'

/** Keys to what they do: one key such as `n`, or two in a row such as `g w`. */
export type Shortcuts = Record<string, () => void>

/** Listens while the component is shown; silent while somebody types, or walks through a menu, or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts) {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    let before = { key: '', at: 0 }
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return
      const pair = event.timeStamp - before.at < SOON ? `${before.key} ${event.key}` : ''
      before = { key: event.key, at: event.timeStamp }
      const act = current.current[pair] ?? current.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

const SOON = 1000

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog]:not([aria-hidden=true])')) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=combobox], [role=menu]') !== null)
  )
}
