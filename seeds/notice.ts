import type { PilotFiling } from './filing.ts'
import { districts } from './tables.ts'

/** A demonstration paper in the shape of an official notice (GB/T 9704). It bears `notOriginal` on every page and no seal. */
export type Notice = { issuer: string; docNo: string; title: string; to: string; paragraphs: string[]; signed: string; on: string }

export const notOriginal = '演示文件　非原件　不得作为依据'

/** What the document behind a pilot might say: its name, number, scope, tasks and term are those of the filing. */
export function noticeOf(pilot: PilotFiling): Notice {
  const names = new Map(districts().map((district) => [district.id, district.name]))
  const named = pilot.districts.map((code) => names.get(code)).join('、')
  const issuer = pilot.issuer
    .split(' / ')
    .at(-1)!
    .replaceAll(/^原|等$|（.*）/gu, '')
  const national = pilot.level === '国家级'
  return {
    issuer,
    docNo: pilot.docNo,
    title: pilot.docTitle,
    to: national ? '重庆市人民政府：' : '各区县（自治县）人民政府，市级有关部门：',
    paragraphs: [
      `为贯彻落实${national ? '党中央、国务院' : '市委、市政府'}决策部署，推动“${pilot.title}”各项改革任务落地见效，现就有关事项通知如下。`,
      '一、试点范围',
      `确定${named}承担试点任务${pilot.batch ? `（${pilot.batch}）` : ''}。未列入名单的地区不得自行扩大试点范围。`,
      '二、主要任务',
      ...pilot.content.split('\n'),
      '三、时间安排',
      `试点自印发之日起实施，${chineseDay(pilot.dueOn)}前完成。期满后由主管部门组织评估验收。`,
      '四、工作要求',
      '各试点地区要加强组织领导，细化工作方案，明确责任分工，及时总结可复制可推广的经验做法。试点中的重大问题及时报告。',
      '（本文件为系统演示而作，文字为示意，不是原文。）',
    ],
    signed: issuer,
    on: chineseDay(pilot.deployedOn),
  }
}

export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
