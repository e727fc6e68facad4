import type { AnyValues } from '#kernel/field.ts'

/** 表三 of the manual of 2023-03-31, word for word. */

export const PRAISED = '改革经验获全国性肯定评价'
/** 仅区县需要填报此类情形. */
export const PROMOTED = '改革经验获全市推广'
export const REPORTED = '改革经验被5家中央媒体深度专题报道'
export const CATEGORIES = [PRAISED, PROMOTED, REPORTED] as const

export const NATIONAL = [
  '在党和国家领导人出席的全国性会议作经验交流',
  '获党中央国务院或中办国办发文通报表彰',
  '在党中央国务院或中办国办文件中得到肯定性表述',
  '被中央和国家有关部委工作简报刊发（单篇或单自然段以上）',
  '获党和国家领导人肯定性批示',
  '在国家部委主要领导出席的全国性会议作经验交流',
  '在国家部委文件中得到肯定性表述',
] as const

export const CITY = [
  '获市委市政府（含两办）文件点名推广',
  '在有市委或市政府主要领导出席的全市性会议上作经验交流',
  '在本区县召开有市领导参加的改革经验现场推广会',
  '改革经验被列入市委“最佳实践”案例',
  '在本区县召开有市级部门主要负责人参加的全市性改革经验现场推广会（参会范围至少为本片区内所有区县代表）',
  '获市级部门文件点名推广（单篇或单自然段以上介绍本区县改革经验）',
  '获市委改革办《改革工作简报》刊载推广',
  '获市领导肯定性批示（本单位主要领导是市领导的除外）',
] as const

export const MEDIA = ['人民日报', '新华社', '光明日报', '经济日报', '中央广播电视总台'] as const

/** Situations that ask for a paragraph of its own at least. */
export function needsParagraph({ national, promotion }: AnyValues): boolean {
  return national === NATIONAL[3] || promotion === CITY[5]
}

/** Commendations and instructions, which may be about people instead of a reform. */
export function praises({ national, promotion }: AnyValues): boolean {
  return national === NATIONAL[1] || national === NATIONAL[4] || promotion === CITY[7]
}
