/** A score as it is shown: two places, half up; scores are decimals with six. */
export function two(score: string | null): string {
  if (score === null) return '—'
  const negative = score.startsWith('-')
  const [whole = '0', rest = ''] = score.replace('-', '').split('.')
  const cents = BigInt(whole) * 100n + BigInt(rest.slice(0, 2).padEnd(2, '0')) + (rest.charAt(2) >= '5' ? 1n : 0n)
  const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
  return negative && cents > 0n ? `-${text}` : text
}
