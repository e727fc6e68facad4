import {
  AlignmentType,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  convertMillimetersToTwip,
  type FileChild,
  type IParagraphOptions,
} from 'docx'
import { notOriginal } from './notice.ts'

/** A file that a demonstration filing uploads. */
export type DemonstrationFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** A Word paper as offices set it (GB/T 9704), with the mark on every page that it is no original. */
export async function wordPaper(title: string, children: FileChild[]): Promise<DemonstrationFile> {
  return { name: fileName(title, 'docx'), bytes: new Uint8Array(await Packer.toBuffer(paper(title, children))) }
}

export const fileName = (title: string, extension: string) =>
  `${title.replaceAll(/[\\/:*?"<>|]/g, '').slice(0, 80)}（演示文件）.${extension}`

// The fonts that offices have. They are named here and never shipped; a reader without them falls back to its own.
export const fonts = { head: '方正小标宋简体', body: '仿宋_GB2312', section: '黑体' }

function paper(title: string, children: FileChild[]): Document {
  return new Document({
    creator: '演示',
    title,
    description: notOriginal,
    styles: { default: { document: { run: { font: font(fonts.body), size: 32 } } } },
    sections: [
      {
        // Margins of GB/T 9704: 37 mm above, 35 below, 28 left, 26 right.
        properties: {
          page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) } },
        },
        headers: {
          default: new Header({
            children: [line(notOriginal, { alignment: AlignmentType.CENTER }, { size: 21, color: '808080', font: font(fonts.section) })],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  })
}

/** The title of a paper, in the middle. */
export const titleLine = (title: string) =>
  line(title, { alignment: AlignmentType.CENTER, spacing: { before: 480, after: 480, line: 640 } }, { size: 44, font: font(fonts.head) })

/** Section heads in 黑体, all indented by two characters. */
export function body(text: string): Paragraph {
  return line(text, { indent: { firstLine: 640 } }, /^[一二三四五六]、/u.test(text) ? { font: font(fonts.section) } : {})
}

export function line(
  text: string,
  paragraph: Omit<IParagraphOptions, 'text'>,
  run: { size?: number; color?: string; bold?: boolean; font?: ReturnType<typeof font> } = {},
): Paragraph {
  return new Paragraph({ spacing: { line: 560, lineRule: LineRuleType.EXACT }, ...paragraph, children: [new TextRun({ text, ...run })] })
}

export const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })

const mm = (millimetres: number) => convertMillimetersToTwip(millimetres)
