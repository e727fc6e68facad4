import type { Examination } from './examination.ts'

const SLICE = 256 * 1024
const OVERLAP = 512

/**
 * Reads text out of bytes whose structure is not followed (streams of old Office files, picture metadata): as UTF-16 from an
 * even and from an odd place, as GBK and as UTF-8. Nonsense comes out beside the text, and does no harm.
 */
export function crudelyRead(bytes: Buffer, place: string, examination: Examination): void {
  const before = examination.characters
  for (let start = 0; start < bytes.length; start += SLICE - OVERLAP) {
    const slice = bytes.subarray(start, start + SLICE)
    for (const text of readings(slice)) if (/密|内部/u.test(text)) examination.read(printable(text), place)
    if (start + SLICE >= bytes.length) break
  }
  examination.characters = before
}

function readings(bytes: Buffer): string[] {
  return [
    decode('utf-16le', bytes),
    decode('utf-16le', bytes.subarray(1)),
    decode('utf-16be', bytes),
    decode('gb18030', bytes),
    decode('utf-8', bytes),
  ]
}

const decode = (encoding: string, bytes: Buffer) => new TextDecoder(encoding).decode(bytes)

// In Word's binary text 7 ends a cell, 11 to 13 end a line; other control characters mean nothing in a line.
const printable = (text: string) => text.replaceAll(/[\u0007\u000b\u000c\r]/gu, '\n').replaceAll('\u0000', '\n')
