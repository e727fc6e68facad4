/** Calendar dates as 'YYYY-MM-DD' in the city's time, which has no summer time: UTC+8 all year. */
const EIGHT_HOURS = 8 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000

export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + EIGHT_HOURS).toISOString().slice(0, 10)
}

/** True for a date that exists: 2023-02-29 is refused, whatever the machine's time zone. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && text >= '1900-01-01' && text <= '2199-12-31'
}

export function addDays(day: string, days: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY).toISOString().slice(0, 10)
}

/** First and last day of the quarter after the one `day` lies in. */
export function nextQuarter(day: string): { first: string; last: string } {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const start = Math.floor((month - 1) / 3) * 3 + 3
  const first = new Date(Date.UTC(year, start, 1)).toISOString().slice(0, 10)
  return { first, last: new Date(Date.UTC(year, start + 3, 0)).toISOString().slice(0, 10) }
}
