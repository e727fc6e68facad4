let pressed = false

addEventListener('pointerdown', () => (pressed = true), true)
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (pressed = false), true)

/** At once, or when the mouse button that is held down is up again: what moves the page between press and release makes the click go astray. */
export function whenReleased(act: () => void) {
  if (!pressed) return act()
  const released = new AbortController()
  const end = () => {
    released.abort()
    // The click itself comes first.
    setTimeout(act)
  }
  for (const event of ['pointerup', 'pointercancel']) addEventListener(event, end, { signal: released.signal })
}
