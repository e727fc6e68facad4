import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'

const OFFICE = ['123456', '改革', '落实', '试点', '重庆', '密码', '领导', 'password', 'admin', 'qwerty']

/** What somebody who knows the person and the office would try first: words of the business, the person's name, the districts; in characters and spelt, in lower case. */
export async function guessableWords(db: Kysely<DB>, name: string): Promise<string[]> {
  const { rows } = await sql<{ short: string }>`select short from org where kind = 'district'`.execute(db)
  // Loaded only when somebody changes a password: its dictionary is large.
  const { pinyin } = await import('pinyin-pro')
  const words = [...OFFICE, name.replace(/[^\p{L}]/gu, ''), ...rows.map(({ short }) => short)]
  const spelt = words.map((word) => pinyin(word, { toneType: 'none', type: 'array' }).join(''))
  return [...new Set([...words, ...spelt].map((word) => word.normalize('NFKC').toLowerCase()).filter(isTelling))]
}

/** Two characters of Chinese or four letters; less than that is in every other password. */
const isTelling = (word: string) => [...word].length >= (/^[\x20-\x7e]*$/.test(word) ? 4 : 2)
