import { Table, TableCell, TableRow, WidthType } from 'docx'
import { noticeDocument } from './documents.ts'
import { chineseDay } from './notice.ts'
import type { MatterText } from './texts/digital.ts'
import { body, line, titleLine, wordPaper, type DemonstrationFile } from './word.ts'

/** 原一图两清单: how a matter goes now, what belongs to it, what is wrong with it. */
export function papersBefore(text: MatterText, district: string): Promise<DemonstrationFile> {
  const title = `${text.title}原一图两清单`
  return wordPaper(title, [
    titleLine(title),
    body(`填报单位：${district}（演示）`),
    body('一、原业务流程图'),
    body(arrows(text.steps)),
    body('二、业务事项清单'),
    table(
      ['序号', '事项', '涉及部门'],
      parts(text.steps).map((step, at) => [String(at + 1), step, officeOf(text, at)]),
    ),
    body('三、困难问题清单'),
    table(
      ['序号', '问题'],
      issues(text).map((problem, at) => [String(at + 1), problem]),
    ),
    body('（本文件为系统演示而作，文字为示意，不是原文。）'),
  ])
}

/** 新一图两清单: how it is to go once reshaped. */
export function papersAfter(text: MatterText, district: string): Promise<DemonstrationFile> {
  const title = `${text.title}新一图两清单`
  const steps = text.reshaped ?? text.steps
  return wordPaper(title, [
    titleLine(title),
    body(`填报单位：${district}（演示）`),
    body('一、重塑后的业务流程图'),
    body(arrows(steps)),
    body('二、协同事项清单'),
    table(
      ['序号', '事项', '涉及部门'],
      parts(steps).map((step, at) => [String(at + 1), step, officeOf(text, at)]),
    ),
    body('三、数据需求清单'),
    table(
      ['序号', '解决的问题', '数据来源'],
      issues(text).map((problem, at) => [String(at + 1), problem, officeOf(text, at)]),
    ),
    body('（本文件为系统演示而作，文字为示意，不是原文。）'),
  ])
}

/** “三张清单”文本: needs, scenes, reforms of an application. */
export function threeListsPaper(name: string, on: MatterText): Promise<DemonstrationFile> {
  const title = `${name}“三张清单”`
  return wordPaper(title, [
    titleLine(title),
    body('一、重大需求清单'),
    table(
      ['序号', '需求'],
      issues(on).map((problem, at) => [String(at + 1), `解决“${problem}”`]),
    ),
    body('二、多跨场景清单'),
    table(
      ['序号', '场景'],
      parts(on.reshaped ?? on.steps).map((step, at) => [String(at + 1), step]),
    ),
    body('三、重大改革清单'),
    table(['序号', '改革'], [['1', `建立${on.title.replace(/“一件事”$/u, '')}跨部门协同机制`]]),
    body('（本文件为系统演示而作，文字为示意，不是原文。）'),
  ])
}

/** 论证审查意见、查重通过意见 and the like: a short notice by an office that says of itself that it is invented. */
export function opinion(title: string, issuer: string, words: readonly string[], day: string): Promise<DemonstrationFile> {
  return noticeDocument({
    ...{ issuer, docNo: `演示〔${day.slice(0, 4)}〕${Number(day.slice(5, 7)) * 10 + Number(day.slice(8, 10))}号`, title },
    ...{
      to: '申报单位：',
      paragraphs: [...words, '（本文件为系统演示而作，文字为示意，不是原文。）'],
      signed: issuer,
      on: chineseDay(day),
    },
  })
}

const parts = (list: string) => list.split('、')
const issues = ({ problems }: MatterText) => problems.split('；')
const arrows = (steps: string) => parts(steps).join(' → ')

function officeOf({ offices }: MatterText, at: number): string {
  const all = parts(offices)
  return `${all[at % all.length]}部门`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const width = (at: number) => ({ size: at === 0 ? 12 : 88 / (head.length - 1), type: WidthType.PERCENTAGE })
  const row = (cells: readonly string[]) =>
    new TableRow({
      children: cells.map((cell, at) => {
        return new TableCell({ width: width(at), children: [line(cell, { spacing: { line: 420 } }, { size: 24 })] })
      }),
    })
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [row(head), ...rows.map(row)] })
}
