import { crudelyRead } from './crude-text.ts'
import type { Examination } from './examination.ts'
import { damaged, Refused } from './verdict.ts'

const MAX_PIXELS = 100_000_000

/** Checks the frame of a PNG or JPEG picture and reads the texts that cameras and editors put beside the pixels. */
export function readImage(bytes: Buffer, examination: Examination): void {
  const size = readImageText(bytes, '图片属性', examination)
  if (!size) throw damaged('图片不完整')
  if (size.width * size.height > MAX_PIXELS) throw new Refused('FILE_INFLATES', '图片超过一亿像素，不予接收。请缩小后重新上传。')
  // A picture that is a ZIP archive at its end opens as either.
  if (bytes.includes('PK\u0005\u0006', size.end))
    throw new Refused('FILE_TYPE_MISMATCH', '图片后面附带了其他文件，不予接收。请重新导出图片后上传。')
  examination.cannotRead('图片中的文字无法自动检查，请确认其中没有涉密内容。')
}

type Frame = { width: number; height: number; end: number }

/** Reads the metadata of a picture; returns nothing when its frame is broken. */
export function readImageText(bytes: Buffer, place: string, examination: Examination): Frame | undefined {
  return bytes[0] === 0x89 ? readPng(bytes, place, examination) : readJpeg(bytes, place, examination)
}

function readPng(bytes: Buffer, place: string, examination: Examination): Frame | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    at += 12 + length
    if (name === 'IEND') return { ...size, end: at }
    if (name === 'tEXt' || name === 'iTXt' || name === 'eXIf') crudelyRead(content, place, examination)
  }
  return undefined
}

function readJpeg(bytes: Buffer, place: string, examination: Examination): Frame | undefined {
  let size: { width: number; height: number } | undefined
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes.readUInt16BE(at)
    if (marker === 0xffff) {
      at += 1
      continue
    }
    if (marker < 0xffc0) return undefined
    const length = bytes.readUInt16BE(at + 2)
    if (marker === 0xffda) {
      // The first after the pixels begin: whatever comes behind it may end like a picture once more.
      const end = bytes.indexOf(END_OF_IMAGE, at)
      return size && end > 0 ? { ...size, end } : undefined
    }
    if (START_OF_FRAME.has(marker) && at + 9 <= bytes.length)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if ((marker >= 0xffe1 && marker <= 0xffef) || marker === 0xfffe)
      crudelyRead(bytes.subarray(at + 4, at + 2 + length), place, examination)
    at += 2 + length
  }
  return undefined
}

const END_OF_IMAGE = Buffer.from('ffd9', 'hex')
// SOF0 to SOF15 without the tables DHT (c4), JPG (c8) and DAC (cc).
const START_OF_FRAME = new Set([0xffc0, 0xffc1, 0xffc2, 0xffc3, 0xffc5, 0xffc6, 0xffc7, 0xffc9, 0xffca, 0xffcb, 0xffcd, 0xffce, 0xffcf])
