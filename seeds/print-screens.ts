import { writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { notOriginal } from './notice.ts'

/**
 * Draws the pictures of invented applications in data/documents with Chromium. Run by hand when one changes: `node seeds/print-screens.ts`,
 * with CHROMIUM naming the browser; any Chinese font will do.
 */
type Screen = { file: string; name: string; figures: [string, string][]; head: string[]; rows: string[][]; bars: [string, number][] }

const screens: Screen[] = [
  {
    file: 'S01-transport.png',
    name: '危险货物运输安全智控',
    figures: [
      ['在途车辆', '186'],
      ['今日运单', '412'],
      ['预警', '7'],
      ['已处置', '6'],
    ],
    head: ['运单', '货物', '路段', '预警', '状态'],
    rows: [
      ['演示-0312', '汽油', '示例路北段', '偏离路线', '镇街处置中'],
      ['演示-0298', '液氯', '示例路东段', '超速', '已处置'],
      ['演示-0287', '甲醇', '示例路西段', '疲劳驾驶', '已处置'],
      ['演示-0265', '柴油', '示例路南段', '违规停车', '已处置'],
    ],
    bars: [
      ['交通', 82],
      ['应急', 64],
      ['公安', 71],
      ['生态环境', 38],
      ['市场监管', 29],
    ],
  },
  {
    file: 'S02-service.png',
    name: '企业服务一窗',
    figures: [
      ['本月办件', '2103'],
      ['一次办成', '98.6%'],
      ['平均用时', '0.6 天'],
      ['活跃用户', '1.6 万'],
    ],
    head: ['事项', '申请单位', '环节', '用时', '结果'],
    rows: [
      ['设立登记', '示例科技公司', '办结', '3 小时', '已领照'],
      ['公章刻制', '示例餐饮店', '办结', '2 小时', '已寄递'],
      ['银行预约', '示例商贸公司', '办理中', '1 小时', '银行受理'],
      ['员工参保', '示例建筑公司', '办结', '1 小时', '已参保'],
    ],
    bars: [
      ['设立', 90],
      ['刻章', 84],
      ['税务', 77],
      ['社保', 69],
      ['银行', 41],
    ],
  },
  {
    file: 'S03-flood.png',
    name: '城市内涝智防',
    figures: [
      ['监测点', '238'],
      ['在线率', '99.1%'],
      ['今日预警', '3'],
      ['待命队伍', '26'],
    ],
    head: ['点位', '积水深度', '预警级别', '处置队伍', '状态'],
    rows: [
      ['示例下穿道', '18 厘米', '黄色', '示例街道一队', '排水中'],
      ['示例路口', '9 厘米', '蓝色', '示例街道二队', '已到场'],
      ['示例小区', '4 厘米', '蓝色', '示例物业', '已处置'],
      ['示例广场', '0 厘米', '解除', '示例街道三队', '已处置'],
    ],
    bars: [
      ['气象', 88],
      ['城市管理', 79],
      ['应急', 66],
      ['住房城乡建设', 52],
      ['公安', 35],
    ],
  },
  {
    file: 'S04-ships.png',
    name: '船舶污染物协同治理',
    figures: [
      ['在港船舶', '57'],
      ['今日申报', '43'],
      ['电子联单', '41'],
      ['比对异常', '1'],
    ],
    head: ['联单', '船舶', '种类', '数量', '状态'],
    rows: [
      ['演示-C118', '示例货 2 号', '生活污水', '3.2 吨', '转运中'],
      ['演示-C117', '示例客 6 号', '生活垃圾', '0.8 吨', '已处置'],
      ['演示-C115', '示例货 9 号', '含油污水', '1.1 吨', '核查中'],
      ['演示-C112', '示例货 5 号', '生活污水', '2.6 吨', '已处置'],
    ],
    bars: [
      ['交通', 81],
      ['生态环境', 74],
      ['海事', 63],
      ['住房城乡建设', 40],
      ['码头', 58],
    ],
  },
]

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text'],
})
try {
  const page = await browser.newPage({ viewport: { width: 1120, height: 530 } })
  for (const screen of screens) {
    await page.setContent(htmlOf(screen))
    await writeFile(new URL(`../data/documents/${screen.file}`, import.meta.url), await page.screenshot({ type: 'png' }))
  }
} finally {
  await browser.close()
}

function htmlOf({ name, figures, head, rows, bars }: Screen): string {
  const cells = (list: readonly string[], tag: string) => list.map((each) => `<${tag}>${each}</${tag}>`).join('')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
body { margin: 0; background: #eef2f7; color: #1b2431; font: 15px/1.6 sans-serif }
header { display: flex; justify-content: space-between; padding: 14px 28px; background: #173a69; color: #fff; font-size: 20px }
header span { font-size: 13px; opacity: .85 }
main { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px; padding: 20px 28px }
section { padding: 14px 20px; border: 1px solid #dbe2ec; border-radius: 6px; background: #fff }
section b { display: block; color: #1d4f91; font-size: 30px; line-height: 1.3 }
.list { grid-column: span 3 } .bars { grid-column: span 1 }
table { width: 100%; border-collapse: collapse } th, td { padding: 8px 10px; border-bottom: 1px solid #e6ebf2; text-align: left } th { color: #5d687a; font-weight: 400 }
i { display: block; height: 14px; margin: 2px 0 10px; background: #1d4f91 } h2 { margin: 0 0 8px; font-size: 16px }
</style><header>${name}<span>${notOriginal}</span></header><main>
${figures.map(([label, figure]) => `<section>${label}<b>${figure}</b></section>`).join('')}
<section class="list"><h2>办理情况</h2><table><tr>${cells(head, 'th')}</tr>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</table></section>
<section class="bars"><h2>部门协同</h2>${bars.map(([label, width]) => `${label}<i style="width:${width}%"></i>`).join('')}</section>
</main></html>`
}
