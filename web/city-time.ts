import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/** An instant as the city's clocks show it, wherever the browser stands: UTC+8 all year. */
export const cityTime = (instant: string | Date = new Date()) => dayjs(instant).utcOffset(8)

/** 2026-11-20 12:03 */
export const momentText = (instant: string | Date): string => cityTime(instant).format('YYYY-MM-DD HH:mm')

/** 2026-11-20 */
export const dayText = (instant: string | Date): string => cityTime(instant).format('YYYY-MM-DD')

/** Hours and minutes only. */
export const clockText = (instant: string | Date): string => cityTime(instant).format('HH:mm')

/** How long something has stood: 不满 1 天, 已 3 天. */
export function standingText(since: string, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(since)) / 86_400_000)
  return days < 1 ? '不满 1 天' : `已 ${days} 天`
}
