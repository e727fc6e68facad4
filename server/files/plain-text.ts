/**
 * Bytes as text: UTF-8, UTF-16 with its mark, or GB18030, which Excel writes on Chinese Windows. Null for what is none of them, or holds what no
 * text holds.
 */
export function plainText(bytes: Buffer): string | null {
  for (const encoding of encodingsOf(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/u.test(text) ? null : text
    } catch {
      // Not this one.
    }
  }
  return null
}

function encodingsOf(bytes: Buffer): string[] {
  const head = bytes.subarray(0, 2).toString('hex')
  if (head === 'fffe') return ['utf-16le']
  if (head === 'feff') return ['utf-16be']
  return ['utf-8', 'gb18030']
}
