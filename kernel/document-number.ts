import { textKey } from './text-key.ts'

const OPENING = /[〔[({【〖〘〚「『《〈<﹝︹]/gu
const CLOSING = /[〕\])}】〗〙〛」』》〉>﹞︺]/gu

/**
 * The identity of an official document number (发文字号): two spellings that differ only in the shape or width of brackets,
 * in the width of digits, in blanks, in invisible characters or in a missing 号 give one key. Letters of the issuing body are
 * never folded together: 国发 and 国办发 are different bodies. Null when there is no digit, hence no number.
 */
export function documentNumberKey(text: string): string | null {
  const plain = textKey(text).replace(/\s/gu, '').replace(OPENING, '〔').replace(CLOSING, '〕').replace(/號/gu, '号')
  if (!/\d/.test(plain)) return null
  return plain
    .replace(/〔(\d{4})年?〕/u, '〔$1〕')
    .replace(/〔(\d{4})〕第?0*(\d+)号?$/u, '〔$1〕$2')
    .replace(/号$/u, '')
}
