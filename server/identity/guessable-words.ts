import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'

/** Words of the office and its business, each as typed and as spelt. */
const OFFICE = ['123456', '改革', 'gaige', '落实', 'luoshi', '试点', 'shidian', '重庆', 'chongqing', '密码', 'mima', '领导', 'lingdao', 'password', 'admin', 'qwerty']

/** What somebody who knows the person and the office would try first: words of the business, the person's name and every organisation's, in characters and in pinyin. Lower case. */
export async function guessableWords(db: Kysely<DB>, name: string): Promise<string[]> {
  const { rows } = await sql<{ short: string; pinyin: string }>`select short, pinyin from org where kind = 'district' or id in (select org_id from post join person on person.id = person_id where person.name = ${name})`.execute(db)
  const orgs = rows.flatMap(({ short, pinyin }) => [short, pinyin.split(' ')[0]!])
  // Loaded only when somebody changes a password: its dictionary is large.
  const { pinyin } = await import('pinyin-pro')
  const bare = name.replace(/[^\p{L}]/gu, '')
  const spelt = pinyin(bare, { toneType: 'none', type: 'array' }).join('')
  return [...OFFICE, ...orgs, bare, spelt].map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => [...word].length >= (/^[\x20-\x7e]*$/.test(word) ? 4 : 2))
}
