import { crudelyRead } from './crude-text.ts'
import type { Examination } from './examination.ts'
import { isProgram } from './file-kind.ts'
import { readImageText } from './image.ts'
import { refuseKnownMalware } from './malware.ts'
import { readMarkup } from './markup-text.ts'
import { declaredTypes, packageType, refuseActiveParts, refuseRemoteParts, type PackageType } from './ooxml-rules.ts'
import { readSharedStrings, readSheet } from './sheet-text.ts'
import { active, damaged } from './verdict.ts'
import type { Member } from './zip-members.ts'

/** How a document hands over a file embedded in it. */
export type Embedded = (bytes: Buffer, name: string) => Promise<void>

/** Reads an Office Open XML package through: what it is, what it could run or fetch, and every text in it. */
export async function readPackage(members: readonly Member[], examination: Examination, embedded: Embedded): Promise<PackageType> {
  const list = members.find((member) => member.name === '[Content_Types].xml')
  if (!list) throw damaged('缺少内容类型清单')
  const typeOf = declaredTypes(await list.read())
  refuseActiveParts(members, typeOf)
  const type = packageType(members, typeOf)

  const strings = members.find((member) => typeOf(member.name).endsWith('.sharedstrings+xml'))
  const shared = strings ? readSharedStrings(await strings.read(), examination) : new Map<number, string>()
  let pictures = 0
  for (const member of members) {
    if (member === list || member === strings) continue
    const bytes = await member.read()
    refuseKnownMalware(bytes)
    if (isProgram(bytes)) throw active('嵌入的程序', '删除嵌入的对象')
    if (/\.rels$/iu.test(member.name)) refuseRemoteParts(bytes, examination)
    else if (typeOf(member.name).endsWith('.worksheet+xml')) readSheet(bytes, shared, examination)
    else if (/\.(?:xml|vml|psmdcp)$/iu.test(member.name)) pictures += readMarkup(bytes, placeOf(member.name), examination).pictures
    else if (/\.(?:bin|docx?|xlsx?|pptx?)$/iu.test(member.name)) await embedded(bytes, member.name)
    else if (/\.(?:png|jpe?g)$/iu.test(member.name)) readImageText(bytes, '图片属性', examination)
    else if (!COMPRESSED.test(member.name)) crudelyRead(bytes, '嵌入内容', examination)
  }
  if (type === 'docx' && pictures > 0 && examination.characters === 0) {
    examination.cannotRead('文档中只有图片，没有文字，系统无法检查其中是否有密级标志。')
  }
  return type
}

const COMPRESSED = /\.(?:gif|tiff?|wdp|hdp|webp|heic|emz|wmz|odttf|ttf|fntdata|mp3|mp4|wav|m4a)$/iu

const placeOf = (name: string) => PLACES.find(([pattern]) => pattern.test(name))?.[1] ?? '文档内容'

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^word\/document\d*\.xml$/iu, '正文'],
  [/^word\/header/iu, '页眉'],
  [/^word\/footer/iu, '页脚'],
  [/^word\/footnotes/iu, '脚注'],
  [/^word\/endnotes/iu, '尾注'],
  [/comments/iu, '批注'],
  [/^docProps\//iu, '文档属性'],
  [/^xl\/workbook\.xml$/iu, '工作表名称或定义'],
  [/drawing/iu, '图形或文本框'],
]
