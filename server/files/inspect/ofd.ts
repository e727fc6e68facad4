import { crudelyRead } from './crude-text.ts'
import type { Examination } from './examination.ts'
import { isProgram } from './file-kind.ts'
import { readImageText } from './image.ts'
import { refuseKnownMalware } from './malware.ts'
import { readMarkup } from './markup-text.ts'
import { active } from './verdict.ts'
import type { Member } from './zip-members.ts'

export const isOfd = (members: readonly Member[]) => members.some((member) => member.name === 'OFD.xml')

/** Reads an OFD document (GB/T 33190): XML pages in a ZIP. Attachments inside it are refused, as in PDF. */
export async function readOfd(members: readonly Member[], examination: Examination): Promise<void> {
  let pictures = 0
  let words = 0
  for (const { name, read } of members) {
    if (/(?:^|\/)Attachs?\/(?!Attachments\.xml$)/iu.test(name)) throw active('嵌入的附件', '去掉附件，单独上传')
    const bytes = await read()
    refuseKnownMalware(bytes)
    if (isProgram(bytes)) throw active('嵌入的程序', '重新导出文件')
    if (/\.xml$/iu.test(name)) {
      const before = examination.characters
      pictures += readMarkup(bytes, 'OFD 内容', examination).pictures
      if (/\/Content\.xml$/iu.test(name)) words += examination.characters - before
    } else if (/\.(?:png|jpe?g)$/iu.test(name)) readImageText(bytes, '图片属性', examination)
    else if (/\.(?:dat|esl)$/iu.test(name)) crudelyRead(bytes, 'OFD 内容', examination)
  }
  if (words === 0 || pictures > words) examination.cannotRead('OFD 文件没有可识别的文字（可能是扫描件），系统无法检查其中是否有密级标志。')
}
