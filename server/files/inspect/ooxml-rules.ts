import type { Examination } from './examination.ts'
import { active, damaged } from './verdict.ts'
import { readXml } from './xml.ts'
import type { Member } from './zip-members.ts'

export type PackageType = 'docx' | 'xlsx' | 'pptx' | 'other'

/** Reads the list of content types; the answer gives the lower-case type of a part by its name. */
export function declaredTypes(bytes: Buffer): (name: string) => string {
  const byName = new Map<string, string>()
  const byExtension = new Map<string, string>()
  readXml(bytes, {
    open(name, attributes) {
      const type = attributes.get('ContentType')?.toLowerCase()
      if (type === undefined) return
      if (name === 'Override') byName.set((attributes.get('PartName') ?? '').toLowerCase(), type)
      if (name === 'Default') byExtension.set((attributes.get('Extension') ?? '').toLowerCase(), type)
    },
  })
  return (name) => byName.get(`/${name.toLowerCase()}`) ?? byExtension.get(/[^.]*$/u.exec(name)?.[0].toLowerCase() ?? '') ?? ''
}

/** Refuses parts that run: macros, ActiveX, macro sheets, DDE links, and web pages or scripts that have no place in a document. */
export function refuseActiveParts(members: readonly Member[], typeOf: (name: string) => string): void {
  for (const { name } of members) {
    if (RUNS.test(name) || /macroenabled|vbaproject|vbadata|macrosheet|dialogsheet|activex/u.test(typeOf(name))) {
      throw active('宏或控件', '另存为不含宏的 .docx 或 .xlsx 文件')
    }
    if (FOREIGN.test(name)) throw active('嵌入的网页或脚本', '用办公软件打开并另存为 .docx 或 .xlsx 文件')
  }
}

const RUNS = /(?:^|\/)(?:vbaProject[^/]*|vbaData\.xml|activeX\/.*|macrosheets\/.*|dialogsheets\/.*)$/iu
const FOREIGN = /\.(?:html?|mht|mhtml|rtf|exe|dll|com|scr|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|hta|jar|msi|lnk|reg|swf|chm|py|sh)$/iu

/** What the package is, by the declared type of a main part that is really there. */
export function packageType(members: readonly Member[], typeOf: (name: string) => string): PackageType {
  const types = members.map(({ name }) => typeOf(name))
  return MAINS.find(([ending]) => types.some((type) => type.endsWith(ending)))?.[1] ?? 'other'
}

const MAINS: readonly (readonly [string, PackageType])[] = [
  ['wordprocessingml.document.main+xml', 'docx'],
  ['spreadsheetml.sheet.main+xml', 'xlsx'],
  ['presentationml.presentation.main+xml', 'pptx'],
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

const LOOKED_AT = new Set([
  'image',
  'video',
  'audio',
  'media',
  'externallinkpath',
  'xlpathmissing',
  'xlexternallinkpath/xlpathmissing',
  'xlstartup',
  'xlalternatestartup',
  'xllibrary',
])

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
