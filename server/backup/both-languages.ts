import { CannotStart } from '../database/cannot-start.ts'

/** A line about progress, as the scripts say theirs. */
export type Say = (chinese: string, english: string) => void

export const say: Say = (chinese, english) => console.log(`· ${chinese} / ${english}`)

/** A line that stays when the work is done: ✓ for what was done, ! for what is left to the operator, ✗ for what could not be. */
export function told(mark: '✓' | '!' | '✗', chinese: string, english: string) {
  const line = `${mark} ${chinese}\n  ${english}`
  if (mark === '✗') console.error(line)
  else console.log(line)
}

/** The last word of a program that could not go on: the reason, or after `words` whatever was thrown. */
export function toldFailure(error: unknown, ...words: Parameters<Say>) {
  if (error instanceof CannotStart) return console.error(`✗ ${error.message}`)
  told('✗', ...words)
  console.error(error)
}

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
