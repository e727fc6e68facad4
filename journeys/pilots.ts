import { documentNamed, pilotDocument } from '#seeds/documents.ts'
import { departments, districts, fieldTracks } from '#seeds/tables.ts'
import type { DemonstrationFile } from '#seeds/word.ts'
import type { Paper } from './form.ts'

/** What a clerk types for a pilot, as it is read on the page. */
export type TypedPilot = {
  title: string
  level: '国家级' | '市级'
  docTitle: string
  docNo: string
  issuer: string
  lead: string
  districts: string[]
  track: string
  content: string
  deployedOn: string
  dueOn: string
  evidence: DemonstrationFile[]
}

const CONTENT = [
  '1.开展城市更新统筹谋划机制改革，建立健全城市体检评估与更新规划衔接机制；',
  '2.探索建立城市更新可持续模式，建立政府引导、市场运作、公众参与的实施机制；',
  '3.建立健全城市更新配套制度政策体系，完善存量土地盘活利用制度（演示）。',
].join('\n')

/**
 * A pilot of the city's urban renewal that nobody has filed yet, with its notice as a Word file. The wording is that of the real first batch;
 * its number says of itself that it is no official one.
 */
export async function urbanRenewal(docNo: string, part: Partial<Pick<TypedPilot, 'title' | 'districts'>> = {}): Promise<TypedPilot> {
  const title = part.title ?? '第二批城市更新试点'
  const named = part.districts ?? ['渝中', '九龙坡']
  const docTitle = `住房和城乡建设部办公厅关于开展${title}工作的通知`
  const issuer = '住房和城乡建设部办公厅'
  const codes = districts().filter((district) => named.includes(district.short))
  const word = await pilotDocument({
    ...{ title, level: '国家级', docTitle, docNo, issuer, batch: undefined, lead: 'dept-zhujianwei', track: 'urban-rural.urban-renewal' },
    ...{ districts: codes.map((district) => district.id), content: CONTENT, deployedOn: '2026-03-02', dueOn: '2028-12-31', evidence: [] },
  })
  return {
    ...{ title, level: '国家级', docTitle, docNo, issuer, lead: '重庆市住房和城乡建设委员会', districts: named, track: '城市更新与建设' },
    ...{ content: CONTENT, deployedOn: '2026-03-02', dueOn: '2028年12月31日', evidence: [word] },
  }
}

/** What was typed, as it is kept: codes in place of names. Its papers are still to be uploaded. */
export function storedPilot(typed: TypedPilot) {
  return {
    ...typed,
    lead: departments().find((org) => org.name === typed.lead)!.id,
    districts: districts().flatMap((org) => (typed.districts.includes(org.short) ? [org.id] : [])),
    track: fieldTracks().find((term) => term.label === typed.track)!.code,
    dueOn: '2028-12-31',
  }
}

/** A notice that is kept as PDF. */
export const printedNotice = (): Promise<Paper> => documentNamed('P001.pdf')
