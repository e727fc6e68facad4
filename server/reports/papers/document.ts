import {
  AlignmentType,
  Document,
  Footer,
  Header,
  ImageRun,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  TableOfContents,
  type FileChild,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import { bandOf, bands } from '#cockpits/bands.ts'
import { methodLine } from '#indicators/scheme-words.ts'
import { isScored } from '#indicators/scheme.ts'
import { dayOf } from '#kernel/day.ts'
import { body, caption, font, FONT_TABLE, FONTS, head, line, note, PAGE, run, STYLES, subhead, subtitle, title } from './document-style.ts'
import { bandRow, wordTable } from './document-table.ts'
import { findingsOf } from './findings.ts'
import type { MapPicture } from './map-picture.ts'
import {
  deductionsTable,
  differencesTable,
  dimensionTables,
  rankingTable,
  standardsTable,
  waitingTable,
  type Column,
  type PaperTable,
} from './paper-tables.ts'
import type { PaperSource } from './paper-source.ts'
import { chineseNumber, dayWords, instantWords, issueWords, titleOf } from './paper-words.ts'
import { uncounted } from './uncounted.ts'

/** A report as a Word document in the form of an official paper, to be worked on: contents, findings, tables, the map of five colours. */
export async function reportDocument(source: PaperSource, map: MapPicture | null): Promise<Uint8Array> {
  const name = titleOf(source)
  const headers = { default: headerOf(source, AlignmentType.RIGHT), even: headerOf(source, AlignmentType.LEFT) }
  const document = new Document({
    title: source.issue ? name : `${name}（未定稿）`,
    creator: source.office,
    description: `校验码（SHA-256）：${source.digest}`,
    styles: STYLES,
    evenAndOddHeaderAndFooters: true,
    // Contents are complete when the paper is opened: pages are counted here as Word counts them, and Word may count them again.
    pageNumbers: estimatePageNumbersWith({ guess: true, measureWidth }),
    sections: [
      { properties: { page: PAGE }, headers, children: front(source) },
      {
        properties: { page: { ...PAGE, pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL } } },
        headers,
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: chapters(source, map),
      },
    ],
  })
  return Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: FONT_TABLE }])
}

/** A Chinese character is as wide as its size, a digit or a Latin letter half of it. */
const measureWidth = (words: string, { size }: { size: number }) =>
  [...words].reduce((sum, char) => sum + (char < '\u00ff' ? size / 2 : size), 0)

/** 未定稿 stands on every page of what is not fixed. */
function headerOf(source: PaperSource, alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Header {
  const state = source.issue ? run(issueWords(source.issue), SMALL) : run('未定稿', { ...SMALL, size: 32, bold: true })
  return new Header({ children: [new Paragraph({ alignment, children: [run(`${titleOf(source)}　`, SMALL), state] })] })
}

const SMALL = { font: font(FONTS.head), size: 21 }

/** — 1 —, at the outer edge of the page, one character in (GB/T 9704 7.5). */
function footer(alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer {
  const numbered = run('', { size: 28, font: font(FONTS.number), children: ['— ', PageNumber.CURRENT, ' —'] })
  return new Footer({ children: [new Paragraph({ alignment, indent: { left: 280, right: 280 }, children: [numbered] })] })
}

/** The cover and the contents. */
function front(source: PaperSource): FileChild[] {
  const { issue, first, last, office, lockedAt } = source
  return [
    line('', { spacing: { before: 2400 } }),
    title(titleOf(source)),
    subtitle(`（${dayWords(first)}至${dayWords(last)}）`),
    subtitle(issue ? issueWords(issue) : '未定稿，仅供核对，以定稿为准'),
    line('', { spacing: { before: 4200 } }),
    subtitle(office),
    subtitle(dayWords(dayOf(new Date(issue?.fixedAt ?? lockedAt)))),
    line('目　录', { run: { font: font(FONTS.head) }, alignment: AlignmentType.CENTER, spacing: { after: 200 }, pageBreakBefore: true }),
    new TableOfContents('目录', { hyperlink: true, headingStyleRange: '1-2' }),
  ]
}

/** `fresh` begins a page. */
type Chapter = { name: string; content: FileChild[]; fresh?: boolean }

function chapters(source: PaperSource, map: MapPicture | null): FileChild[] {
  const tables = numberedCaptions()
  const all: (Chapter | null)[] = [
    overview(source),
    ranking(source, map, tables),
    dimensions(source, tables),
    deductions(source, tables),
    notCounted(source, tables),
    differing(source, tables),
    method(source, tables),
  ]
  return all
    .filter((chapter) => chapter !== null)
    .flatMap(({ name, content, fresh }, at) => [head(`${chineseNumber(at + 1)}、${name}`, { pageBreakBefore: fresh === true }), ...content])
}

function overview(source: PaperSource): Chapter {
  const found = findingsOf(source)
  const numbered = (sentences: readonly string[]) =>
    sentences.map((sentence, at) => {
      const [lead, ...rest] = sentence.split('：')
      return body(`：${rest.join('：')}`, `${at + 1}.${lead}`)
    })
  const parts: [string, FileChild[]][] = [
    ['统计口径', found.scope.map((sentence) => body(sentence))],
    ['综合评价指数', found.index.map((sentence) => body(sentence))],
    ['一级指标', numbered(found.dimensions)],
    ['二级指标', numbered(found.indicators)],
  ]
  return { name: '总体情况', content: subheads(parts) }
}

function ranking(source: PaperSource, map: MapPicture | null, captioned: Captions): Chapter {
  const table = without(rankingTable(source), '片区')
  const parts: [string, FileChild[]][] = [
    ...(map ? [['五色图', picture(source, map)] as [string, FileChild[]]] : []),
    [
      '排名表',
      [
        captioned('综合评价指数排名'),
        wordTable(table),
        note('注：颜色由优到劣依次为绿A、蓝B、黄C、橙D、红E，灰为没有综合评价指数；“—”表示没有生成。'),
      ],
    ],
  ]
  return { name: '综合评价指数排名', content: subheads(parts), fresh: true }
}

function picture(source: PaperSource, { png, width, height }: MapPicture): FileChild[] {
  const wide = 575
  const counted = Map.groupBy(source.result.units, ({ band }) => bandOf(band))
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      // As tall as the picture: a paragraph of exact lines would show one line of it.
      spacing: { line: 240, lineRule: LineRuleType.AUTO },
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: { width: wide, height: Math.round((wide * height) / width) },
          altText: { name: '五色图', title: '五色图', description: `${titleOf(source)}五色图，各单位颜色见排名表` },
        }),
      ],
    }),
    bandRow(
      bands.flatMap((band) =>
        counted.has(band) ? [{ text: `${band.letter} ${band.word}　${counted.get(band)!.length}个`, band: band.id }] : [],
      ),
    ),
    caption(`图1　${titleOf(source)}综合评价指数五色图`, false),
    note('注：图中字母为颜色，数字为综合评价指数排名；方框内为中心城区放大图；没有边界数据的单位以圆角标记表示。'),
  ]
}

function dimensions(source: PaperSource, captioned: Captions): Chapter | null {
  const parts = source.scheme.dimensions.flatMap((dimension): [string, FileChild[]][] => {
    const own = source.scheme.indicators.filter((indicator) => indicator.dimension === dimension.id)
    // Who lost points stands in a chapter of its own.
    if (own.every(({ method }) => method === 'deduction')) return []
    const none = own.every(({ id }) => source.result.units.every(({ scores }) => scores[id]!.working.figure === null))
    const said = none
      ? [body('各单位数据均未到。')]
      : [
          ...(own.some(isScored) ? [] : [body('本部分只展示指标值，不计入综合评价指数。')]),
          ...dimensionTables(source, dimension).flatMap((table) => [captioned(table.name), wordTable(table)]),
        ]
    return [[dimension.weight === undefined ? dimension.name : `${dimension.name}（${dimension.weight}分）`, said]]
  })
  return parts.length === 0 ? null : { name: '各项指标得分', content: subheads(parts), fresh: true }
}

function deductions(source: PaperSource, captioned: Captions): Chapter | null {
  if (!source.scheme.indicators.some(({ method }) => method === 'deduction')) return null
  const table = deductionsTable(source)
  return {
    name: '扣分情况',
    fresh: true,
    content: table.rows.length === 0 ? [body('本期没有单位被扣分。')] : [captioned('扣分情况'), wordTable(table)],
  }
}

function notCounted(source: PaperSource, captioned: Captions): Chapter {
  const listed = uncounted(source).map(({ what, why }, at) => body(`${what}：${why}`, `${at + 1}.`))
  const table = waitingTable(source)
  const waiting = [
    captioned(table.name),
    wordTable(table),
    note('注：计算时已经填报、尚未审定或者不予计入的事项，限导出人可以查看的单位。'),
  ]
  return { name: '未计入的事项和原因', content: [...listed, ...(table.rows.length === 0 ? [] : waiting)] }
}

function differing(source: PaperSource, captioned: Captions): Chapter | null {
  const table = differencesTable(source)
  const { before, issue } = source
  if (!table || !before) return null
  const since = `${issueWords(before)}（${instantWords(before.fixedAt)}）`
  const content =
    table.rows.length === 0
      ? [body(`与${since}相比没有差异。`)]
      : [
          body(`与${since}相比，${table.rows.length}个单位的指标值、得分、指数或排名有变化。`),
          captioned('与上次定稿的差异'),
          wordTable(table),
        ]
  return { name: '与上次定稿的差异', content: [...(issue?.cause ? [body(`更正原因：${issue.cause}`)] : []), ...content] }
}

function method(source: PaperSource, captioned: Captions): Chapter {
  const { scheme, issue } = source
  const weights = scheme.indicators.map((indicator, at) =>
    body(
      `${indicator.weight === undefined ? '' : `（${indicator.weight}分）`}。${methodLine(indicator)}。${indicator.clause ? `${indicator.clause.replace(/。$/u, '')}。` : ''}${indicator.carriedOver ? '本版未印权重和计分方法，沿用上一版。' : ''}`,
      `${at + 1}.${indicator.name}`,
    ),
  )
  const standards = standardsTable(source)
  const parts: [string, FileChild[]][] = [
    ['指标和计分方法', [...(scheme.source ? [body(`依据：${scheme.source}。`)] : []), ...weights]],
    ...(standards.rows.length > 0 ? [['标准值', [captioned('各项指标的标准值'), wordTable(standards)]] as [string, FileChild[]]] : []),
    [
      '计算和定稿',
      [
        body(`第${source.number}次计算，${source.computedBy}于${instantWords(source.lockedAt)}计算。`),
        body(issue ? `${issue.askedBy}提请，${issue.fixedBy}于${instantWords(issue.fixedAt)}定稿。` : '本次计算未定稿。'),
        note(`校验码（SHA-256）：${source.digest}`),
      ],
    ],
  ]
  return { name: '计分说明', content: subheads(parts), fresh: true }
}

const subheads = (parts: readonly [name: string, content: FileChild[]][]): FileChild[] =>
  parts.flatMap(([name, content], at) => [subhead(`（${chineseNumber(at + 1)}）${name}`), ...content])

type Captions = (name: string) => Paragraph

/** 表1, 表2, …, each above its table. */
function numberedCaptions(): Captions {
  let number = 0
  return (name) => caption(`表${++number}　${name}`, true)
}

function without({ columns, ...table }: PaperTable, label: Column['label']): PaperTable {
  const at = columns.findIndex((column) => column.label === label)
  if (at === -1) return { ...table, columns }
  return { ...table, columns: columns.toSpliced(at, 1), rows: table.rows.map((row) => row.toSpliced(at, 1)) }
}
