import {
  AlignmentType,
  convertMillimetersToTwip,
  HeadingLevel,
  LineRuleType,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type IRunOptions,
  type IStylesOptions,
  type ParagraphChild,
} from 'docx'
import { printable } from './paper-words.ts'

/*
 * Official papers after GB/T 9704—2012: A4, 37 mm above and 28 mm left, 156 mm × 225 mm of type, 22 lines of 28 characters in 三号 (16 pt). Fonts are named and
 * not shipped; which others a reader without them takes is said in the font table.
 */
export const FONTS = { title: '方正小标宋简体', body: '仿宋_GB2312', head: '黑体', subhead: '楷体_GB2312', number: '宋体' } as const

const LATIN = 'Times New Roman'

/** Chinese in this font, digits and letters in one that goes with it; quotation marks are Chinese. */
export const font = (name: string) => ({ ascii: LATIN, hAnsi: LATIN, eastAsia: name, cs: LATIN, hint: 'eastAsia' }) as const

/** What a reader who lacks a font takes for it. */
export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  [FONTS.title, '方正小标宋_GBK,华文中宋,宋体', 'roman'],
  [FONTS.body, '仿宋,华文仿宋,FangSong', 'modern'],
  [FONTS.head, 'SimHei', 'modern'],
  [FONTS.subhead, '楷体,华文楷体,KaiTi', 'modern'],
  [FONTS.number, 'SimSun', 'auto'],
]
  .map(
    ([name, others, family]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  )
  .join('')}<w:font w:name="${LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`

/** The page of the standard, in twips. */
export const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(25), footer: mm(27) },
} as const

/** How wide the type is, in twips. */
export const WIDTH = mm(156)

/** 22 lines a page. */
const LINE = { line: 579, lineRule: LineRuleType.EXACT } as const
/** 三号. */
const BODY = 32
const TWO = 2 * 20 * 16

export const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: font(FONTS.body), size: BODY }, paragraph: { spacing: LINE } },
    heading1: {
      run: { font: font(FONTS.head), size: BODY, color: '000000' },
      paragraph: { spacing: LINE, indent: { firstLine: TWO }, keepNext: true },
    },
    heading2: {
      run: { font: font(FONTS.subhead), size: BODY, color: '000000' },
      paragraph: { spacing: LINE, indent: { firstLine: TWO }, keepNext: true },
    },
  },
  paragraphStyles: [
    {
      id: 'TOC1',
      name: 'toc 1',
      run: { font: font(FONTS.head), size: 28 },
      paragraph: { spacing: { line: 480, lineRule: LineRuleType.EXACT } },
    },
    {
      id: 'TOC2',
      name: 'toc 2',
      run: { font: font(FONTS.body), size: 28 },
      paragraph: { spacing: { line: 480, lineRule: LineRuleType.EXACT }, indent: { left: 560 } },
    },
  ],
}

export const title = (words: string) =>
  line(words, {
    run: { font: font(FONTS.title), size: 44 },
    alignment: AlignmentType.CENTER,
    spacing: { before: 200, after: 120, line: 700 },
  })

export const subtitle = (words: string) =>
  line(words, { run: { font: font(FONTS.subhead) }, alignment: AlignmentType.CENTER, spacing: LINE })

/** 一、; 二、 may begin a page. */
export const head = (words: string, more: { pageBreakBefore?: boolean } = {}) =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, ...more, children: [run(words)] })

/** （一）. */
export const subhead = (words: string, more: { pageBreakBefore?: boolean } = {}) =>
  new Paragraph({ heading: HeadingLevel.HEADING_2, ...more, children: [run(words)] })

/** A paragraph of text, begun by two characters’ room; what stands before its colon, or its number, may be set off. */
export function body(words: string, lead = ''): Paragraph {
  const children: ParagraphChild[] = lead === '' ? [run(words)] : [run(lead, { bold: true }), run(words)]
  return new Paragraph({ alignment: AlignmentType.BOTH, spacing: LINE, indent: { firstLine: TWO }, widowControl: false, children })
}

/** What a table or a picture is called, above or under it. */
export const caption = (words: string, keepNext: boolean) =>
  line(words, {
    run: { font: font(FONTS.head), size: 24 },
    alignment: AlignmentType.CENTER,
    keepNext,
    spacing: { before: 120, after: 60, line: 360 },
  })

export const note = (words: string) => line(words, { run: { size: 21 }, alignment: AlignmentType.LEFT, spacing: { before: 60, line: 340 } })

export function line(
  words: string,
  { run: own, ...paragraph }: Omit<IParagraphOptions, 'text' | 'run'> & { run?: IRunOptions },
): Paragraph {
  return new Paragraph({ ...paragraph, children: [run(words, own)] })
}

export const run = (words: string, own: IRunOptions = {}) => new TextRun({ ...own, text: printable(words) })

function mm(millimetres: number): number {
  return convertMillimetersToTwip(millimetres)
}
