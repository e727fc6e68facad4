const MINUTE = 60_000

let last = Date.now()

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const

/** Begins to notice that somebody sits at this page. */
export function watchForPeople(page: EventTarget) {
  for (const sign of SIGNS) page.addEventListener(sign, () => (last = Date.now()), { capture: true, passive: true })
}

/**
 * What a page asks while nobody has touched it for a minute: pages ask by themselves whenever something changes in the city, and
 * a screen left alone must not keep its session open by that (R-ID-07).
 */
export const unattended = (): Record<string, string> => (Date.now() - last > MINUTE ? { 'X-Luoshi-Unattended': '1' } : {})
