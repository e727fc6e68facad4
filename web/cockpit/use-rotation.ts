import { useEffect, useState } from 'react'

/** Long enough to read a map of 41 names. */
const SECONDS = 20

export type Rotation = { at: number; paused: boolean; toggle: () => void; show: (at: number) => void }

/**
 * One frame after the other, slowly: the space bar stops and goes on, arrows turn by hand. Whoever wants less motion finds it stopped. A frame that was turned to
 * by hand stays its whole time.
 */
export function useRotation(frames: number): Rotation {
  const [at, show] = useState(0)
  const [paused, pause] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches)
  const shown = frames === 0 ? 0 : at % frames
  useEffect(() => {
    if (paused || frames < 2) return
    const timer = setTimeout(() => show((shown + 1) % frames), SECONDS * 1000)
    return () => clearTimeout(timer)
  }, [paused, frames, shown])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A button that has the focus is pressed by the space bar itself.
      if (event.target instanceof HTMLElement && event.target.closest('button, a')) return
      if (event.key === ' ') pause((was) => !was)
      else if (event.key === 'ArrowRight') show((was) => was + 1)
      else if (event.key === 'ArrowLeft') show((was) => was - 1 + frames)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [frames])
  return { at: shown, paused, toggle: () => pause(!paused), show }
}
