import { dayOf } from '#kernel/day.ts'

/** Hours and minutes by the city's clocks, UTC+8 all year, as one number: 8:30 is 830. */
const clockOf = (now: Date) => {
  const city = new Date(now.getTime() + 8 * 3_600_000)
  return city.getUTCHours() * 100 + city.getUTCMinutes()
}

/** From eight in the evening to eight in the morning nobody is disturbed, but by what is urgent. */
export const isQuiet = (now: Date): boolean => clockOf(now) < 800 || clockOf(now) >= 2000

/** Half past eight of this day, from when on its digests are made until the quiet begins; null at other hours. */
export function digestTime(now: Date): Date | null {
  if (clockOf(now) < 830 || isQuiet(now)) return null
  return new Date(`${dayOf(now)}T08:30:00+08:00`)
}
