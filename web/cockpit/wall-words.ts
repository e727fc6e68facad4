import { periodName } from '../reports/queries.ts'

/** No longer than a line of a wall holds: nothing wraps there, and nothing is cut off in the middle of a character. */
export const cut = (text: string, most: number): string => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text)

export const livePeriod = ({ first, last }: { first: string; last: string }): string => `${periodName(first, last)} · 实时数据，未定稿`
