import type { KeyboardEvent, RefObject } from 'react'
import { useShortcuts } from './use-shortcuts.ts'

/**
 * Up, down, Home and End move between the links of a list; the first press, from anywhere on the page, enters it. Enter is the link's own.
 * `links` selects them inside `frame`.
 */
export function useArrowKeys(frame: RefObject<HTMLElement | null>, links: string): (event: KeyboardEvent) => void {
  const all = () => [...(frame.current?.querySelectorAll<HTMLAnchorElement>(links) ?? [])]
  useShortcuts({
    // With nothing to enter, the key scrolls the page.
    ArrowDown() {
      const [first] = all()
      first?.focus()
      return first !== undefined
    },
  })
  return (event) => {
    const list = all()
    const at = list.indexOf(document.activeElement as HTMLAnchorElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    list[Math.max(0, Math.min(to, list.length - 1))]?.focus()
  }
}
