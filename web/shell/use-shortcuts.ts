import { useEffect, useRef } from 'react'

/** Keys to what they do: one key such as `n`, or two in a row such as `g w`. Answers false when there was nothing to do, and the key is left to the browser. */
export type Shortcuts = Record<string, () => unknown>

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
      if (act && act() !== false) event.preventDefault()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

const SOON = 1000

function isBusy(target: EventTarget | null): boolean {
  // One that was closed may still stand in the page, unseen.
  if ([...document.querySelectorAll('[role=dialog]:not([aria-hidden=true])')].some((dialog) => dialog.checkVisibility())) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=combobox], [role=menu]') !== null)
  )
}
