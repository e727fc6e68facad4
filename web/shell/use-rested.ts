import { useEffect, useState } from 'react'

const PAUSE = 300

/** What stands there once the hands rest. Letters for which a character is still to be chosen are not what is meant. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  const choosing = useChoosing()
  useEffect(() => {
    if (choosing) return
    const timer = setTimeout(() => setRested(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text, choosing])
  return rested
}

/** Whether an input method is being spelt into, in whatever entry the caret is. */
function useChoosing(): boolean {
  const [choosing, setChoosing] = useState(false)
  useEffect(() => {
    const [begin, end] = [() => setChoosing(true), () => setChoosing(false)]
    document.addEventListener('compositionstart', begin)
    document.addEventListener('compositionend', end)
    return () => {
      document.removeEventListener('compositionstart', begin)
      document.removeEventListener('compositionend', end)
    }
  }, [])
  return choosing
}
