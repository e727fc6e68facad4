const full = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })

/** An instant as the city's clocks show it: 2026-11-20 12:03. */
export const momentText = (instant: string | Date): string => full.format(new Date(instant))

/** Hours and minutes only. */
export const clockText = (instant: string | Date): string => clock.format(new Date(instant))

/** How long something has stood: 今天, 3 天. */
export function standingText(since: string, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(since)) / 86_400_000)
  return days < 1 ? '不满 1 天' : `已 ${days} 天`
}
