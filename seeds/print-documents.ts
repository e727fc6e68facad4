import { readFile, writeFile } from 'node:fs/promises'
import { chromium, type Page } from 'playwright-core'
import { chineseDay, notOriginal, noticeOf, type Notice } from './notice.ts'
import { demonstrationPilots } from './pilots.ts'

/**
 * Prints the PDF files of data/documents with Chromium. Run by hand when a text changes: `node seeds/print-documents.ts`, with
 * FONT naming a TrueType Chinese font (here LXGW WenKai, SIL Open Font License; Debian: fonts-lxgw-wenkai) and CHROMIUM the browser.
 * TrueType, because Chromium embeds it as a subset of some ten kilobytes, but Noto CJK (CFF) glyph by glyph at three times the size.
 */
const filings = new Map(demonstrationPilots().map((pilot) => [pilot.id, pilot.values]))
const noticeFor = (id: string) => noticeOf(filings.get(id)!)

const measure: Notice = {
  issuer: '演示区人民政府办公室',
  docNo: '演示办发〔2022〕18号',
  title: '关于城市更新项目规划和用地管理的指导意见（试行）',
  to: '各镇人民政府、街道办事处，有关部门和单位：',
  paragraphs: [
    '针对城市更新中重存量土地盘活、轻城市品质提升等问题，现就城市更新项目规划和用地管理提出以下意见。',
    '一、坚持先体检后更新',
    '1.更新项目应当来源于城市体检发现的问题，逐条建立对应关系；',
    '2.未完成体检的片区，不得申报更新项目。',
    '二、建立用地兼容清单',
    '1.存量建筑在五年过渡期内可以按照兼容清单变更使用功能；',
    '2.过渡期内不改变土地权利类型，期满后按规定办理手续。',
    '（本文件为系统演示而作，文字为示意，不是原文。）',
  ],
  signed: '演示区人民政府办公室',
  on: chineseDay('2022-06-10'),
}

const acceptance: Notice = {
  issuer: '演示试点工作评估组',
  docNo: '演示评〔2023〕3号',
  title: '国家数字乡村试点终期评估意见',
  to: '渝北区数字乡村试点工作领导小组：',
  paragraphs: [
    '评估组查阅了试点台账，抽查了应用运行情况，走访了镇街和群众。经评议，形成如下意见。',
    '一、总体评价',
    '试点任务按期完成，机制健全，数据共享和乡村治理成效明显，同意通过终期评估。',
    '二、改进建议',
    '1.进一步完善涉农数据向镇村回流的共享机制；',
    '2.落实应用运行维护经费，防止建而不用。',
    '（本文件为系统演示而作，文字为示意，不是原文。）',
  ],
  signed: '演示试点工作评估组',
  on: chineseDay('2023-06-20'),
}

const font = await readFile(process.env['FONT'] ?? '/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf')
const fontFace = `@font-face { font-family: official; src: url(data:font/ttf;base64,${font.toString('base64')}) }`

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const page = await browser.newPage({ viewport: { width: 794, height: 1123 } })
  for (const id of ['P001', 'P002', 'P012', 'P036']) await print(page, htmlOf(noticeFor(id)), `${id}.pdf`)
  await print(page, htmlOf(measure), 'P001-measure.pdf')
  await print(page, htmlOf(acceptance), 'P002-acceptance.pdf')
  await print(page, await scanOf(page, noticeFor('P015')), 'P015-scan.pdf')
} finally {
  await browser.close()
}

async function print(page: Page, html: string, name: string) {
  await page.setContent(html)
  await page.evaluate('document.fonts.ready')
  await writeFile(
    new URL(`../data/documents/${name}`, import.meta.url),
    await page.pdf({ format: 'A4', printBackground: true, tagged: false }),
  )
}

/** The page as a bad photograph: no text behind it, and hard to read. Something to return for unclear evidence. */
async function scanOf(page: Page, notice: Notice): Promise<string> {
  await page.setContent(htmlOf(notice))
  await page.addStyleTag({
    content: `body { padding: 25mm 28mm } body::before { content: "${notOriginal}"; display: block; text-align: center; margin-bottom: 12mm; color: #808080 }`,
  })
  const shot = await page.screenshot({ type: 'jpeg', quality: 45 })
  const picture = `<img style="width:186mm;margin:9mm 12mm;filter:blur(2.4px) contrast(70%) brightness(88%);transform:rotate(-1.4deg)" src="data:image/jpeg;base64,${shot.toString('base64')}">`
  await page.setContent(`<style>body{margin:0;background:#d8d4c8}</style>${picture}`)
  const photograph = await page.screenshot({ type: 'jpeg', quality: 40 })
  return `<style>@page{size:A4;margin:0}body{margin:0}img{width:210mm}</style><img src="data:image/jpeg;base64,${photograph.toString('base64')}">`
}

function htmlOf(notice: Notice): string {
  const paragraphs = notice.paragraphs.map((text) => `<p${/^[一二三四五六]、/u.test(text) ? ' class="section"' : ''}>${text}</p>`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${notice.title}（演示文件）</title><style>
${fontFace}
@page { size: A4; margin: 32mm 26mm 30mm 28mm; @top-center { content: "${notOriginal}"; font: 10.5pt official; color: #808080 } @bottom-center { content: "— " counter(page) " —"; font: 14pt official } }
body { margin: 0; font: 16pt/28pt official }
.head { color: #d7000f; font: ${Math.min(36, Math.floor(440 / (notice.issuer.length + 2)))}pt/1.6 official; text-align: center; white-space: nowrap; letter-spacing: 0.05em }
.number { text-align: center; border-bottom: 2pt solid #d7000f; padding-bottom: 6pt; margin: 18pt 0 24pt }
h1 { font: 22pt/32pt official; text-align: center; margin: 0 0 22pt; text-wrap: balance }
p { margin: 0; text-indent: 2em; text-align: justify } .to { text-indent: 0 } .section { font-family: official; break-after: avoid }
.signed { margin-top: 32pt; text-align: right; padding-right: 2em; text-indent: 0; break-inside: avoid }
</style><div class="head">${notice.issuer}文件</div><div class="number">${notice.docNo}</div><h1>${notice.title}</h1><p class="to">${notice.to}</p>${paragraphs.join('')}<p class="signed">${notice.signed}<br>${notice.on}</p></html>`
}
