/**
 * The part of a file that a `Range` header asks for, both ends inclusive: null for the whole, 'none' for what lies outside. Several ranges at once are
 * answered with the whole, as RFC 9110 allows; `If-Range` that names another file as well.
 */
export function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  etag: string,
  size: number,
): { start: number; end: number } | 'none' | null {
  if (header === undefined || (ifRange !== undefined && ifRange !== etag)) return null
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  if (!parts || (parts[1] === '' && parts[2] === '')) return null
  const [, first = '', last = ''] = parts
  if (first === '') {
    const start = Math.max(0, size - Number(last))
    return last === '0' || Number(last) === 0 || size === 0 ? 'none' : { start, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'none' : { start, end }
}
