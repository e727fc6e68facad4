/**
 * A name that every file system takes and no program mistakes: no separators, no control or direction signs, nothing that Windows keeps for itself, not
 * longer than `longest` characters. What stands behind the last point stays.
 */
export function safeName(text: string, longest: number): string {
  const plain = text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/gu, '')
    .replace(/[<>:"/\\|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .~-]+|[ .]+$/gu, '')
  // Cut first: what is left may be a name that Windows keeps for itself, and the whole need not have been one.
  const cut = shortened(plain === '' ? '未命名' : plain, longest)
  return RESERVED.test(cut) ? `_${shortened(cut, longest - 1)}` : cut
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

function shortened(name: string, longest: number): string {
  const signs = [...name]
  if (signs.length <= longest) return name
  const extension = /\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0] ?? ''
  return `${signs
    .slice(0, longest - extension.length)
    .join('')
    .replace(/[ .]+$/u, '')}${extension}`
}

/** Gives each name once: the second of its kind is numbered. Names that differ in nothing but letters' size are the same to Windows. */
export function namesOnce() {
  const given = new Set<string>()
  return (name: string): string => {
    const [, stem = '', extension = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/u.exec(name) ?? []
    for (let number = 1; ; number++) {
      const tried = number === 1 ? name : `${stem}（${number}）${extension}`
      if (given.has(tried.toLowerCase())) continue
      given.add(tried.toLowerCase())
      return tried
    }
  }
}
