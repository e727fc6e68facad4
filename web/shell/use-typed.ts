import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react'
import { hasClassificationMark } from '#kernel/classification.ts'
import { useMe } from '../api/me.ts'

const PREFIX = 'luoshi.typed.'

/**
 * What is being typed outside a form that saves itself: a reviewer's words, a correction, a notice. A session may end meanwhile, and the page
 * with it; after signing in again in this tab it stands where it stood, for its own writer. So it does after “取消”, for whoever wants to look at the
 * record once more before the answer is given. Nothing with a classification mark is kept.
 */
export function useTyped<T>(place: string, begin: T): [T, Dispatch<SetStateAction<T>>] {
  const key = `${PREFIX}${useMe().id}.${place}`
  const [typed, setTyped] = useState<T>(() => read<T>(key) ?? begin)
  const untouched = useRef(true)
  useEffect(() => {
    if (!untouched.current) keep(key, typed)
    untouched.current = false
  }, [key, typed])
  return [typed, setTyped]
}

/** Once it has been sent, nobody needs it any more. `place` is where its parts begin. */
export function forgetTyped(place: string) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && key.includes(`.${place}`)) sessionStorage.removeItem(key)
}

function read<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(key)
  return text === null ? undefined : (JSON.parse(text) as T)
}

function keep(key: string, value: unknown) {
  const text = JSON.stringify(value)
  try {
    if (text === undefined || hasClassificationMark(text.replaceAll('\\n', '\n'))) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // A full or forbidden store: what is typed still stands in the page.
  }
}
