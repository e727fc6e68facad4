import { addDays, dayOf } from '#kernel/day.ts'
import { repeatedWords } from '#kernel/round-words.ts'
import { matter } from '#modules/digital/matter.ts'
import { ARGUED, CHECKED } from '#modules/digital/three-lists.ts'
import { DigitalTeller, type Matter } from './digital-teller.ts'
import { DAY, type Story } from './story.ts'
import { matterTexts, type MatterKey } from './texts/digital.ts'

/**
 * 数字重庆建设 of the demonstration: 一件事 at every step and with every outcome, a round that waits with two of one content, and what rests on what,
 * down to an application that the whole city shares.
 */
export async function tellDigital(story: Story, now: number): Promise<void> {
  const tell = new DigitalTeller(story)
  await tellChains(tell, now)
  await tellEnds(tell, story, now)
  await tellUnderWay(tell, now)
  await tellWaitingRound(tell, now)
}

/** What went the whole way. Told first, for later rounds refer to it. */
async function tellChains(tell: DigitalTeller, now: number) {
  const ago = (days: number) => now - days * DAY
  const goods = await proceeded(tell, now, '500112', 'goods', 22)
  const transport = await tell.lists('危险货物运输安全智控应用', goods, CHECKED, ago(60))
  const routes = await tell.lists('危险货物运输导航应用', goods, CHECKED, ago(55))
  await tell.shared(await tell.application(transport, 'goods', ago(50)), 'goods', 'approved', ago(40))
  await tell.shared(await tell.application(routes, 'routes', ago(45)), 'routes', 'confirm', ago(4))

  const opening = await proceeded(tell, now, '500105', 'opening', 20)
  const service = await tell.lists('企业服务一窗应用', opening, CHECKED, ago(58))
  const park = await tell.lists('园区企业服务应用', opening, CHECKED, ago(52))
  await tell.shared(await tell.application(service, 'opening', ago(48)), 'opening', 'review', ago(3))
  await tell.shared(await tell.application(park, 'park', ago(42)), 'park', 'entry', ago(2))

  const flood = await proceeded(tell, now, '500107', 'flood', 18)
  await tell.application(await tell.lists('城市内涝智防应用', flood, CHECKED, ago(50)), 'flood', ago(5), 'confirm')
  await tell.application(await tell.lists('排水管网智检应用', flood, CHECKED, ago(46)), 'drains', ago(3), 'review')

  const ships = await proceeded(tell, now, '500101', 'ships', 16)
  await tell.application(await tell.lists('船舶污染物协同治理应用', ships, CHECKED, ago(44)), 'ships', ago(2), 'entry')

  const skills = await proceeded(tell, now, '500118', 'skills', 14)
  await tell.update(await tell.lists('技能培训补贴免申即享应用', skills, ARGUED, ago(30)), skills, ago(6))

  const training = await proceeded(tell, now, '500106', 'training', 12)
  await tell.lists('校外培训阳光监管应用', training, '编制中', ago(26))
  await tell.lists('培训退费快办应用', training, ARGUED, ago(6), 'confirm')
  await tell.lists('校外培训预收费监管应用', training, '编制中', ago(4), 'review')
  await tell.lists('校外培训机构画像应用', training, '编制中', ago(3), 'entry')
}

/** Taken into the directory so many weeks ago, reshaped within the month, and ready to be planned on. */
async function proceeded(tell: DigitalTeller, now: number, district: string, key: MatterKey, weeks: number): Promise<Matter> {
  const told = await tell.waiting(district, key, friday(now, weeks) - 4 * DAY)
  await tell.decide(told, 'listed', friday(now, weeks))
  await tell.again(told, friday(now, weeks - 2) - 3 * DAY)
  await tell.decide(told, 'proceed', friday(now, weeks - 2))
  return told
}

/** Removed when the month had passed, removed at the second return, and a repetition. */
async function tellEnds(tell: DigitalTeller, story: Story, now: number) {
  const heritage = await tell.waiting('500119', 'heritage', friday(now, 9) - 4 * DAY)
  await tell.decide(heritage, 'listed', friday(now, 9))
  story.moment(friday(now, 9) + 33 * DAY)
  await story.lapse()

  const pork = await tell.waiting('500152', 'pork', friday(now, 10) - 4 * DAY)
  await tell.decide(pork, 'listed', friday(now, 10))
  await tell.again(pork, friday(now, 8) - 3 * DAY)
  await tell.decide(pork, 'improve', friday(now, 8), '检疫、屠宰、流通三段数据未贯通，请完善。')
  await tell.again(pork, friday(now, 7) - 3 * DAY)
  await tell.decide(pork, 'improve', friday(now, 7), '修改后仍未形成闭环。')

  const goodsAgain = await tell.waiting('500153', 'goodsAgain', friday(now, 5) - 3 * DAY)
  await tell.decide(goodsAgain, 'repeated', friday(now, 5), repeatedWords(matter, '渝北区', matterTexts.goods.title))
}

/** The second papers are being written, nearly out of time, returned once, with the district's reviewer, with the office; and one sent back for depth. */
async function tellUnderWay(tell: DigitalTeller, now: number) {
  const birth = await tell.waiting('500103', 'birth', friday(now, 1) - 3 * DAY)
  await tell.decide(birth, 'listed', friday(now, 1))
  const lifts = await tell.waiting('500108', 'lifts', now - 31 * DAY)
  await tell.decide(lifts, 'listed', now - 27 * DAY)

  const permits = await tell.waiting('500104', 'permits', friday(now, 4) - 4 * DAY)
  await tell.decide(permits, 'listed', friday(now, 4))
  await tell.again(permits, friday(now, 2) - 3 * DAY)
  await tell.decide(permits, 'improve', friday(now, 1), '协同事项清单未写明数据来源单位，图纸联审的责任边界不清，请完善后重新上传。')

  const elderly = await tell.waiting('500109', 'elderly', friday(now, 3) - 4 * DAY)
  await tell.decide(elderly, 'listed', friday(now, 3))
  await tell.again(elderly, now - 2 * DAY, false)

  const dwelling = await tell.waiting('500113', 'dwelling', friday(now, 3) - 5 * DAY)
  await tell.decide(dwelling, 'listed', friday(now, 3))
  await tell.again(dwelling, now - 3 * DAY)

  const food = await tell.waiting('500110', 'food', friday(now, 1) - 4 * DAY)
  await tell.decide(food, 'deepen', friday(now, 1), '业务事项清单只到二级，请细化到可办理的三级事项；困难问题清单补充成因分析。')
}

/** Two of one content, which the directory has already; two alone; one with its reviewer and one that is a draft. */
async function tellWaitingRound(tell: DigitalTeller, now: number) {
  await tell.waiting('500116', 'market', now - 3 * DAY)
  await tell.waiting('500120', 'marketAgain', now - 2 * DAY)
  await tell.waiting('500154', 'openingAgain', now - 3 * DAY)
  await tell.waiting('500117', 'disabled', now - 3 * DAY)
  await tell.waiting('500115', 'water', now - 2 * DAY)
  await tell.begun('500151', 'trees', now - 2 * DAY, true)
  await tell.begun('500102', 'mustard', now - DAY, false)
}

/** Ten o’clock on the Friday so many weeks before the last one: 市委改革办一般每周五开展集中核准. */
function friday(now: number, weeks: number): number {
  const today = dayOf(new Date(now))
  const since = (new Date(`${today}T00:00:00Z`).getUTCDay() + 2) % 7
  return Date.parse(`${addDays(today, -since - weeks * 7)}T02:00:00Z`)
}
