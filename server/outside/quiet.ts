/** Hours and minutes by the city's clocks, UTC+8 all year, as one number: 8:30 is 830. */
const clockOf = (now: Date) => {
  const city = new Date(now.getTime() + 8 * 3_600_000)
  return city.getUTCHours() * 100 + city.getUTCMinutes()
}

/** From eight in the evening to eight in the morning nobody is disturbed, but by what is urgent. */
export const isQuiet = (now: Date): boolean => clockOf(now) < 800 || clockOf(now) >= 2000

/** The day's digest is made from half past eight on, until the quiet begins. */
export const isDigestTime = (now: Date): boolean => clockOf(now) >= 830 && !isQuiet(now)
