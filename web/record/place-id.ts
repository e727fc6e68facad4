/** The id of the entry for a place in the values, e.g. `results.0.name`. */
export const placeId = (place: string) => `field-${place}`

/** Brings a place into view and puts the caret there; when it is not shown itself, what surrounds it is. */
export function goTo(place: string) {
  for (let parts = place.split('.'); parts.length > 0; parts = parts.slice(0, -1)) {
    const id = placeId(parts.join('.'))
    const entry = document.getElementById(id)
    if (!entry) continue
    const frame = document.getElementById(`${id}-frame`) ?? entry
    frame.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
    const target = entry.matches('input, textarea, button')
      ? entry
      : (entry.querySelector<HTMLElement>('input:checked, input, textarea, button') ?? entry)
    target.focus({ preventScroll: true })
    return
  }
}

/** The place that an element of the form belongs to, or null. */
export function placeOf(element: Element): string | null {
  const frame = element.closest('[id^="field-"][id$="-frame"]')
  return frame ? frame.id.slice('field-'.length, -'-frame'.length) : null
}
