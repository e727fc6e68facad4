import type { Examination } from './examination.ts'
import { active, damaged } from './verdict.ts'
import { readXml } from './xml.ts'
import type { Member } from './zip-members.ts'

export type PackageType = 'docx' | 'xlsx' | 'pptx' | 'other'

/** Refuses parts that run (macros, ActiveX, macro sheets, embedded web pages) and tells what the package is by its declared types. */
export function refuseActiveParts(types: readonly string[], members: readonly Member[]): PackageType {
  if (types.some((type) => /macroenabled|vbaproject|vbadata|macrosheet|dialogsheet|activex/u.test(type)) || members.some(({ name }) => RUNS.test(name))) {
    throw active('宏或控件', '另存为不含宏的 .docx 或 .xlsx 文件')
  }
  if (members.some(({ name }) => FOREIGN.test(name))) throw active('嵌入的网页或脚本', '用办公软件打开并另存为 .docx 或 .xlsx 文件')
  const main = MAINS.find(([pattern]) => types.some((type) => pattern.test(type)))
  return main?.[1] ?? 'other'
}

const RUNS = /(?:^|\/)(?:vbaProject[^/]*|vbaData\.xml|activeX\/.*|macrosheets\/.*|dialogsheets\/.*)$/iu
const FOREIGN = /\.(?:html?|mht|mhtml|rtf|exe|dll|com|scr|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|hta|jar|msi|lnk|reg|swf|chm|py|sh)$/iu
const MAINS: readonly (readonly [RegExp, PackageType])[] = [
  [/wordprocessingml\.document\.main\+xml$/u, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml$/u, 'xlsx'],
  [/presentationml\.(?:presentation|slideshow)\.main\+xml$/u, 'pptx'],
]

/** Refuses relationships that fetch from elsewhere when the document is opened; links that a person clicks are fine. */
export function refuseRemoteParts(bytes: Buffer, examination: Examination): void {
  readXml(bytes, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const kind = /[^/]*$/u.exec(attributes.get('Type') ?? '')?.[0].toLowerCase() ?? ''
      const target = attributes.get('Target') ?? ''
      if (kind === 'afchunk') throw active('嵌入的网页', '用办公软件打开并另存为 .docx 文件')
      if (attributes.get('TargetMode')?.toLowerCase() !== 'external' || kind === 'hyperlink') return
      if (kind === 'attachedtemplate' && isOwnDisk(target)) return
      if (LOOKED_AT.has(kind)) {
        examination.warn('EXTERNAL_REFERENCE', '文件引用了外部的图片或工作簿，收到文件的人可能看不到，建议改为嵌入。')
        return
      }
      throw active(kind === 'attachedtemplate' ? '远程模板' : '外部链接对象', '断开外部模板或链接')
    },
  })
}

const LOOKED_AT = new Set(['image', 'video', 'audio', 'media', 'externallinkpath', 'xlpathmissing', 'xlexternallinkpath/xlpathmissing', 'xlstartup', 'xlalternatestartup', 'xllibrary'])

/** Word notes the template a document was written with: a bare name, or a path on the writer's own disk. Nothing is fetched for those. */
function isOwnDisk(target: string): boolean {
  const path = decoded(target)
  return !/^[a-z][a-z0-9+.-]+:|^[/\\]{2}|^\/\//iu.test(path) || /^file:\/{3}[a-z]:[/\\]/iu.test(path)
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target).trim()
  } catch {
    throw damaged('链接地址有误')
  }
}
