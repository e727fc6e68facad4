import { hasBareLevel, hasClassificationMark, hasInternalMark } from '#kernel/classification.ts'

import { InflationBudget } from './inflation-budget.ts'
import { classified, type Warning, type WarningCode } from './verdict.ts'

// Enough text to be worth one look, and enough of its end to see a mark that lies across two looks.
const LOOK_AT = 128 * 1024
const OVERLAP = 1024

/** All that is learnt about one uploaded file while its parts, and the files inside it, are read. */
export class Examination {
  readonly budget = new InflationBudget()
  /** Characters of text seen so far, blanks left out. */
  characters = 0
  #warnings = new Map<WarningCode, string>()
  #unread = false
  #text = ''
  #place = ''

  /** Takes a line of text found at a place (正文, 页眉 …); refuses when a classification mark has come together. */
  read(line: string, place: string): void {
    if (place !== this.#place) {
      this.#look()
      this.#text = ''
      this.#place = place
    }
    this.characters += line.replaceAll(/\s/gu, '').length
    this.#text += `${line}\n`
    if (this.#text.length > LOOK_AT) {
      this.#look()
      this.#text = this.#text.slice(-OVERLAP)
    }
  }

  /** Some text of the file could not be read; `why` is shown beside the declaration that the person then makes. */
  cannotRead(why: string, code: 'TEXT_UNREADABLE' | 'ENCRYPTED' = 'TEXT_UNREADABLE'): void {
    this.#unread = true
    this.warn(code, why)
  }

  warn(code: WarningCode, message: string): void {
    if (!this.#warnings.has(code)) this.#warnings.set(code, message)
  }

  /** Looks at the text that is left, and tells what was found. */
  close(): { readable: boolean; warnings: Warning[] } {
    this.#look()
    return { readable: !this.#unread, warnings: [...this.#warnings].map(([code, message]) => ({ code, message })) }
  }

  #look(): void {
    if (hasClassificationMark(this.#text)) throw classified(this.#place)
    if (hasInternalMark(this.#text)) this.warn('INTERNAL_MARK', `${this.#place}有“工作秘密”“内部”一类标注，请确认可以在本系统传递。`)
    if (hasBareLevel(this.#text))
      this.warn('LEVEL_ALONE', `${this.#place}有单独成行的“绝密”“机密”或“秘密”字样，请确认不是密级标志；涉密文件不得上传。`)
  }
}
