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

/** The day that eight digits spell: 20230331. Null for other texts. */
export function dayOfDigits(text: string): string | null {
  const day = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : ''
  return isDay(day) ? day : null
}

export function addDays(day: string, days: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY).toISOString().slice(0, 10)
}

/** How many days `to` is after `from`; below zero where it is before. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY)

/** The same day so many months later, or that month's last: from 31 January one month is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** The first such day from this one on; 1 is Monday. */
export function weekdayFrom(day: string, weekday: number): string {
  return addDays(day, (weekday - new Date(`${day}T00:00:00Z`).getUTCDay() + 7) % 7)
}

/** How often something is reported; periods begin with the year. */
export type Period = 'two-months' | 'quarter' | 'year'

const MONTHS: Record<Period, number> = { 'two-months': 2, quarter: 3, year: 12 }

export const periodNames: Record<Period, string> = { 'two-months': '两个月', quarter: '季度', year: '年' }

/** First and last day of the period `day` lies in. */
export const periodOf = (day: string, every: Period) => period(day, every, 0)

/** First and last day of the period after the one `day` lies in. */
export const nextPeriod = (day: string, every: Period) => period(day, every, 1)

function period(day: string, every: Period, later: number): { first: string; last: string } {
  const [year, month] = day.split('-').map(Number) as [number, number]
  const length = MONTHS[every]
  const start = (Math.floor((month - 1) / length) + later) * length
  const first = new Date(Date.UTC(year, start, 1)).toISOString().slice(0, 10)
  return { first, last: new Date(Date.UTC(year, start + length, 0)).toISOString().slice(0, 10) }
}
