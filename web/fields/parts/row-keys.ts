import { useRef } from 'react'

/** Keys that stay with their rows while these are moved, so that what is being typed keeps its caret. Rows themselves carry none. */
export function useRowKeys(length: number) {
  const next = useRef(0)
  const keys = useRef<number[]>([])
  while (keys.current.length < length) keys.current.push(next.current++)
  keys.current.length = length
  return {
    at: (at: number) => keys.current[at]!,
    insert: (at: number) => void keys.current.splice(at, 0, next.current++),
    remove: (at: number) => void keys.current.splice(at, 1),
    move: (from: number, to: number) => void keys.current.splice(to, 0, ...keys.current.splice(from, 1)),
  }
}
