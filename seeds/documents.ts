import { readFile } from 'node:fs/promises'
import { AlignmentType, BorderStyle } from 'docx'
import type { PilotFiling } from './filing.ts'
import { noticeOf, type Notice } from './notice.ts'
import { demonstrationPilots } from './pilots.ts'
import { body, fileName, font, fonts, line, titleLine, wordPaper, type DemonstrationFile } from './word.ts'

/** A file that a demonstration filing names as evidence: `P001.pdf` is kept in data/documents, `P004.docx` is written here. */
export async function documentNamed(key: string): Promise<DemonstrationFile> {
  const [, id, suffix] = /^(P\d{3})(.*)$/.exec(key) ?? []
  const pilot = demonstrationPilots().find((each) => each.id === id)
  if (!pilot) throw new Error(`No demonstration pilot behind ${key}`)
  if (suffix === '.docx') return pilotDocument(pilot.values)
  return keptDocument(key, `${pilot.values.docTitle}${printedAs[suffix!] ?? ''}`)
}

const printedAs: Record<string, string> = { '-scan.pdf': '扫描件', '-acceptance.pdf': '验收意见', '-measure.pdf': '配套制度' }

/** A file of data/documents under the title it goes by. */
export async function keptDocument(key: string, title: string): Promise<DemonstrationFile> {
  const bytes = await readFile(new URL(`../data/documents/${key}`, import.meta.url))
  return { name: fileName(title, key.slice(key.lastIndexOf('.') + 1)), bytes: new Uint8Array(bytes) }
}

/** A Word notice for a pilot: red head, document number, title, tasks, date, and on every page that it is no original. */
export const pilotDocument = (pilot: PilotFiling): Promise<DemonstrationFile> => noticeDocument(noticeOf(pilot))

const RED = 'D7000F'

/** A notice as a Word paper. */
export function noticeDocument(notice: Notice): Promise<DemonstrationFile> {
  return wordPaper(notice.title, [
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
    titleLine(notice.title),
    line(notice.to, {}),
    ...notice.paragraphs.map((text) => body(text)),
    line('', {}),
    line(notice.signed, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
    line(notice.on, { alignment: AlignmentType.RIGHT, indent: { right: 960 } }),
  ])
}

/** A red head has to stay on one line. */
const headSize = (issuer: string) => Math.max(36, Math.min(72, Math.floor(880 / (issuer.length + 2))))
