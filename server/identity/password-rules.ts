import { readFileSync } from 'node:fs'
import type { Problem } from '#kernel/refusal.ts'
import { unsafeText } from '#kernel/text-key.ts'
import { CannotStart } from '../database/cannot-start.ts'

/** What a password must be. GB/T 22239 wants classes and a change of password, ASVS forbids both: the operator chooses one of the two. */
export type Profile = { shortest: number; classes: number; days: number | null; remembered: number }

const profiles = {
  dengbao: { shortest: 10, classes: 3, days: 90, remembered: 5 },
  asvs: { shortest: 12, classes: 1, days: null, remembered: 0 },
} satisfies Record<string, Profile>

/** The profile of PASSWORD_PROFILE, `dengbao` unless told otherwise. Throws CannotStart for any other name. */
export function activeProfile(name = process.env.PASSWORD_PROFILE || 'dengbao'): Profile {
  if (name !== 'dengbao' && name !== 'asvs') throw new CannotStart(`PASSWORD_PROFILE 应为 dengbao 或 asvs，现为“${name}”。`)
  return profiles[name]
}

const LONGEST = 128

/**
 * Every objection to a new password, none when it is accepted. `words` are those that somebody who knows the person or the office
 * would try; the number is the person's own.
 */
export function passwordProblems(
  password: string,
  about: { phone: string; words: readonly string[] },
  profile = activeProfile(),
): Problem[] {
  const text = password.normalize('NFKC')
  const folded = text.toLowerCase()
  const length = [...text].length
  const problems: string[] = []
  const unsafe = unsafeText(text)
  if (unsafe) problems.push(`密码${unsafe}`)
  if (length < profile.shortest) problems.push(`密码不少于 ${profile.shortest} 位`)
  if (length > LONGEST) problems.push(`密码不超过 ${LONGEST} 位`)
  if (classesOf(text) < profile.classes) problems.push('密码应包含大写字母、小写字母、数字、符号中的至少三类')
  if (hasRun(folded)) problems.push('密码中不能有连续四个相同或顺序的字符（如 1111、1234、abcd）')
  if (windows(about.phone, 6).some((part) => folded.includes(part))) problems.push('密码中不能含有本人手机号码')
  if (/19[5-9]\d|20[0-4]\d/.test(folded)) problems.push('密码中不能含有年份')
  const word = about.words.find((each) => folded.includes(each))
  if (word !== undefined) problems.push(`密码中不能含有“${word}”这样容易被猜到的词`)
  if (length <= LONGEST && isCommon(folded)) problems.push('密码过于常见（去掉首尾的数字和符号后也不能是常见密码）')
  return problems.map((message) => ({ field: 'password', message }))
}

function classesOf(text: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(text)).length
}

function hasRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!)
  return [0, 1, -1].some((step) =>
    codes.some((_, at) => at + 3 < codes.length && [0, 1, 2].every((next) => codes[at + next + 1]! - codes[at + next]! === step)),
  )
}

function windows(text: string, size: number): string[] {
  return Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size))
}

/** On the list as it stands, or once some of the usual dressing is off: P@ssw0rd#88 is password, trustno1#97 is trustno1. */
function isCommon(folded: string): boolean {
  const [, before = '', after = ''] = /^([\d\p{P}\p{S}]*).*?([\d\p{P}\p{S}]*)$/su.exec(folded)!
  for (let from = 0; from <= before.length; from++) {
    for (let less = 0; less <= Math.min(after.length, folded.length - from); less++) {
      const bare = folded.slice(from, folded.length - less)
      if (common().has(bare) || common().has(bare.replace(/[@4013$57!]/g, (sign) => PLAIN[sign]!))) return true
    }
  }
  return false
}

const PLAIN: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '1': 'l', '3': 'e', $: 's', '5': 's', '7': 't', '!': 'i' }

let list: Set<string> | undefined

function common(): Set<string> {
  list ??= new Set(
    readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  )
  return list
}
