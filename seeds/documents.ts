import { readFile } from 'node:fs/promises'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  convertMillimetersToTwip,
  type IParagraphOptions,
} from 'docx'
import type { PilotFiling } from './filing.ts'
import { notOriginal, noticeOf, type Notice } from './notice.ts'
import { demonstrationPilots } from './pilots.ts'

export type DemonstrationFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** A file that a demonstration filing names as evidence: `P001.pdf` is kept in data/documents, `P004.docx` is written here. */
export async function documentNamed(key: string): Promise<DemonstrationFile> {
  const [, id, suffix] = /^(P\d{3})(.*)$/.exec(key) ?? []
  const pilot = demonstrationPilots().find((each) => each.id === id)
  if (!pilot) throw new Error(`No demonstration pilot behind ${key}`)
  if (suffix === '.docx') return pilotDocument(pilot.values)
  const bytes = await readFile(new URL(`../data/documents/${key}`, import.meta.url))
  return { name: fileName(`${pilot.values.docTitle}${printedAs[suffix!] ?? ''}`, 'pdf'), bytes: new Uint8Array(bytes) }
}

const printedAs: Record<string, string> = { '-scan.pdf': '扫描件', '-acceptance.pdf': '验收意见', '-measure.pdf': '配套制度' }

/** A Word notice for a pilot: red head, document number, title, tasks, date, and on every page that it is no original. */
export async function pilotDocument(pilot: PilotFiling): Promise<DemonstrationFile> {
  return { name: fileName(pilot.docTitle, 'docx'), bytes: new Uint8Array(await Packer.toBuffer(wordOf(noticeOf(pilot)))) }
}

/** Any other paper of the demonstration, as a Word file. */
export async function paper(notice: Notice): Promise<DemonstrationFile> {
  return { name: fileName(notice.title, 'docx'), bytes: new Uint8Array(await Packer.toBuffer(wordOf(notice))) }
}

const fileName = (title: string, extension: string) => `${title.replaceAll(/[\\/:*?"<>|]/g, '').slice(0, 80)}（演示文件）.${extension}`

// The fonts that offices have. They are named here and never shipped; a reader without them falls back to its own.
const fonts = { head: '方正小标宋简体', body: '仿宋_GB2312', section: '黑体' }
const RED = 'D7000F'

function wordOf(notice: Notice): Document {
  return new Document({
    creator: '演示',
    title: notice.title,
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
        children: [
          line(
            `${notice.issuer}文件`,
            { alignment: AlignmentType.CENTER, spacing: { after: 480 } },
            { size: headSize(notice.issuer), color: RED, bold: true, font: font(fonts.head) },
          ),
          line(notice.docNo, {
            alignment: AlignmentType.CENTER,
            spacing: { after: 480 },
            border: { bottom: { style: BorderStyle.SINGLE, size: 18, space: 8, color: RED } },
          }),
          line(
            notice.title,
            { alignment: AlignmentType.CENTER, spacing: { before: 480, after: 480, line: 640 } },
            { size: 44, font: font(fonts.head) },
          ),
          line(notice.to, {}),
          ...notice.paragraphs.map((text) => body(text)),
          line('', {}),
          line(notice.signed, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
          line(notice.on, { alignment: AlignmentType.RIGHT, indent: { right: 960 } }),
        ],
      },
    ],
  })
}

/** Section heads in 黑体, all indented by two characters. */
function body(text: string): Paragraph {
  return line(text, { indent: { firstLine: 640 } }, /^[一二三四五六]、/u.test(text) ? { font: font(fonts.section) } : {})
}

function line(
  text: string,
  paragraph: Omit<IParagraphOptions, 'text'>,
  run: { size?: number; color?: string; bold?: boolean; font?: ReturnType<typeof font> } = {},
): Paragraph {
  return new Paragraph({ spacing: { line: 560, lineRule: LineRuleType.EXACT }, ...paragraph, children: [new TextRun({ text, ...run })] })
}

/** A red head has to stay on one line. */
const headSize = (issuer: string) => Math.max(36, Math.min(72, Math.floor(880 / (issuer.length + 2))))

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })

const mm = (millimetres: number) => convertMillimetersToTwip(millimetres)
