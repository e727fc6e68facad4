import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import type { Fields } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'

/** A demonstration manual: what the declarations say of these businesses, as a Word document. */
export async function manualDocument(title: string, modules: readonly Module[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    creator: '演示',
    title,
    sections: [
      { children: [heading(title, HeadingLevel.TITLE), text('演示文件，内容由系统中的填报规则生成。'), ...modules.flatMap(chapter)] },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function chapter(module: Module): Paragraph[] {
  return [
    heading(module.name, HeadingLevel.HEADING_1),
    text(`填报范围：${module.scope}`),
    text(`依据：${module.manual}`),
    heading('办理流程', HeadingLevel.HEADING_2),
    ...Object.values(module.flow).map((step, at) =>
      text(`${at + 1}. ${step.label}（${roleNames[step.by]}${step.within ? `，${step.within}日内` : ''}）`),
    ),
    heading('填写说明', HeadingLevel.HEADING_2),
    ...guide(module.fields),
  ]
}

function guide(fields: Fields): Paragraph[] {
  return Object.values(fields).flatMap(({ label, hint, example, options }) => [
    text(`【${label}】${hint ?? ''}`),
    ...(example ? [text(`范例：${example}`)] : []),
    ...(options.fields ? guide(options.fields as Fields) : []),
  ])
}

const heading = (words: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ heading: level, children: [new TextRun(words)] })

const text = (words: string) =>
  new Paragraph({
    spacing: { after: 120 },
    children: words.split('\n').map((line, at) => new TextRun({ text: line, ...(at > 0 ? { break: 1 } : {}) })),
  })
