import { CannotStart } from '../database/cannot-start.ts'

/** A line about progress, as the scripts say theirs. */
export type Say = (chinese: string, english: string) => void

export const say: Say = (chinese, english) => console.log(`· ${chinese} / ${english}`)

/** A reason not to go on that the operator can act on. */
export const obstacle = (chinese: string, english: string) => new CannotStart(`${chinese}\n  ${english}`)

const PAUSE = 3_000

/** For long loops: passes a line on every few seconds at most. */
export function paced(say: Say): Say {
  let last = performance.now()
  return (chinese, english) => {
    if (performance.now() - last < PAUSE) return
    last = performance.now()
    say(chinese, english)
  }
}
