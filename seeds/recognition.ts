import { addDays, dayOf } from '#kernel/day.ts'
import { quarterDays, quarterWords, recentQuarters } from '#kernel/fields/quarter.ts'
import { brand } from '#modules/reform/brand.ts'
import { PRAISED, PROMOTED, REPORTED } from '#modules/reform/brand-situations.ts'
import { news } from '#modules/reform/news.ts'
import { risk } from '#modules/reform/risk.ts'
import { satisfaction } from '#modules/reform/satisfaction.ts'
import { noticeDocument } from './documents.ts'
import { chineseDay } from './notice.ts'
import { DAY, type Story } from './story.ts'
import { districts, experienceRows } from './tables.ts'
import { recognitions, type Recognition } from './texts/recognitions.ts'
import type { DemonstrationFile } from './word.ts'

/** 成效晾晒, 区县改革满意度, 改革风险 and 工作动态 of the demonstration city: invented, filed and reviewed like everything else. */
export async function tellRecognition(story: Story, now: Date): Promise<void> {
  for (const each of recognitions) await tellBrand(story, each, now)
  await tellSatisfaction(story, now)
  for (const each of incidents) await tellRisk(story, each, now)
  for (const each of bulletins) await tellNews(story, each, now)
}

/** `happened` is counted back from `now`, which may be any moment of the story. */
export async function tellBrand(story: Story, telling: Recognition, now: Date) {
  const { owner, reached, returned, happened, adopted, published: _published, shared: _shared, ...text } = telling
  const begins = now.getTime() - happened * DAY
  const happenedOn = dayOf(new Date(begins))
  story.moment(begins + DAY)
  const clerk = story.person(owner, 'entry')
  const reviewer = story.person(owner, 'reviewer')
  const office = story.person('office', 'reviewer')
  const proof = await story.upload(clerk, await proofFor(telling, happenedOn))
  const id = await story.file(clerk, brand, {
    ...text,
    ...situationOf(telling),
    outcome: outcomeOf(telling),
    happenedOn,
    evidence: [proof],
  })
  if (reached === 'entry') return
  await story.act(clerk, brand, id, { verb: 'submit' })
  if (returned) {
    if (returned.at === 'adopt') await story.act(reviewer, brand, id, { verb: 'pass' })
    await story.act(returned.at === 'adopt' ? office : reviewer, brand, id, { verb: 'return', reason: returned })
    return
  }
  if (reached === 'review') return
  await story.act(reviewer, brand, id, { verb: 'pass' })
  if (reached === 'adopt') return
  if (adopted !== undefined) story.moment(begins + adopted * DAY)
  await story.act(office, brand, id, { verb: 'pass' })
}

/** A reform that was recognised several times has one paper for all of them, written once. */
function proofFor({ occasion, matter, shared }: Recognition, happenedOn: string): Promise<DemonstrationFile> {
  if (!shared) return noticeDocument(proofOf(occasion, matter, chineseDay(happenedOn)))
  const known = papers.get(matter) ?? noticeDocument(proofOf(`关于“${matter}”获肯定推广情形的材料`, matter, '（日期从略）'))
  papers.set(matter, known)
  return known
}

const papers = new Map<string, Promise<DemonstrationFile>>()

/** What the form asks for beside the situation. */
function situationOf(telling: Recognition) {
  if ('national' in telling) return { category: PRAISED, ...longEnough(telling.national) }
  if ('promotion' in telling) return { category: PROMOTED, ...longEnough(telling.promotion) }
  const report = telling.medium === '中央广播电视总台' ? '《新闻联播》单条报道' : '单篇报道'
  return { category: REPORTED, report }
}

/** A published case says what came of it and where that stands; what is said around it is the demonstration's. */
function outcomeOf(telling: Recognition): string {
  if (telling.published === undefined) return telling.outcome
  const { kind, form, source } = experienceRows().find(({ id }) => id === telling.published)!
  return `${kind}，${form}。（公开发布的案例，来源：${source}；所填情形、文件会议名称和日期为演示。）`
}

const longEnough = (situation: string) => (situation.includes('单自然段') ? { length: '单篇或单自然段以上' } : {})

function proofOf(occasion: string, matter: string, on: string) {
  return {
    ...{ issuer: '演示单位', docNo: '演示材料', title: occasion, to: '各有关单位：' },
    paragraphs: [`本材料用于印证“${matter}”获肯定、推广或报道的情形。`, '（本文件为系统演示而作，文字为示意，不是原文。）'],
    ...{ signed: '演示单位', on },
  }
}

/** The surveys of the three quarters that ended last; that of the running one has come early and waits for the office, an old one is still being typed. */
async function tellSatisfaction(story: Story, now: Date) {
  const [running, ...ended] = recentQuarters(dayOf(now))
  for (const [at, quarter] of ended.slice(0, 3).entries()) await tellSurvey(story, quarter, at, 'approved')
  await tellSurvey(story, running!, 3, 'review', Math.max(Date.parse(`${quarterDays(running!).first}T02:00:00Z`), now.getTime() - 3 * DAY))
  story.moment(now.getTime() - 2 * DAY)
  await story.file(story.person('dept-sheqingminyi', 'entry'), satisfaction, { quarter: ended[3]!, scores: [] })
}

/** The survey of one quarter, some days after it has ended. `turn` tells its figures from those of others. */
export async function tellSurvey(story: Story, quarter: string, turn: number, reached: 'review' | 'approved', at?: number) {
  const clerk = story.person('dept-sheqingminyi', 'entry')
  story.moment(at ?? Date.parse(`${addDays(quarterDays(quarter).last, 6)}T02:00:00Z`))
  const id = await story.file(clerk, satisfaction, {
    quarter,
    scores: districts().map(({ id: org }, place) => ({ org, score: scoreOf(place, turn) })),
    conclusion: `${quarterWords(quarter)}各区县改革满意度总体平稳，群众对政务服务、老旧小区改造等改革获得感较强（演示）。`,
  })
  await story.act(clerk, satisfaction, id, { verb: 'submit' })
  if (reached === 'approved') await story.act(story.person('office', 'reviewer'), satisfaction, id, { verb: 'pass' })
}

/** Between 84 and 95, the same on every run: what a district is used to, and what moves it from one survey to the next. */
function scoreOf(place: number, turn: number): string {
  // Two districts that nothing else tells apart either are of one rank in the quarter that ended last.
  const of = turn === 0 && place === LIKE.other ? LIKE.one : place
  return (84 + ((of * 437) % 700) / 100 + ((of * turn * 97 + turn * 53 + of * 31) % 400) / 100).toFixed(2)
}

/** 大渡口 and 梁平, by their places. */
const LIKE = { one: 3, other: 24 }

type Bulletin = { owner: string; title: string; days: number; track: string; content: string; reached: 'entry' | 'review' | 'approved' }

const bulletins: readonly Bulletin[] = [
  {
    ...{ owner: '500103', title: '渝中区召开城市更新改革推进会', days: 33, track: 'urban-rural.urban-renewal', reached: 'approved' },
    content: '会议听取老旧小区改造居民共治机制运行情况，部署下一步改革任务，明确各街道责任分工（演示）。',
  },
  {
    ...{ owner: '500107', title: '九龙坡区开展渣土运输监管改革评估', days: 17, track: 'urban-rural.urban-renewal', reached: 'approved' },
    content: '组织有关部门和企业代表对改革成效开展评估，梳理存在问题，提出完善举措（演示）。',
  },
  {
    ...{
      owner: 'dept-zhujianwei',
      title: '市住房城乡建委培训城市体检骨干',
      days: 9,
      track: 'urban-rural.urban-renewal',
      reached: 'approved',
    },
    content: '面向各区县开展城市体检评估机制培训，讲解体检指标和成果应用（演示）。',
  },
  {
    ...{ owner: '500154', title: '开州区调研归雁经济服务改革', days: 4, track: 'urban-rural.agriculture', reached: 'review' },
    content: '深入乡镇服务窗口，了解返乡创业一站式服务办理情况（演示）。',
  },
  {
    ...{ owner: '500101', title: '万州区交流岸线分段管护经验', days: 1, track: 'ecology.yangtze', reached: 'entry' },
    content: '与上下游区县座谈，交流岸线分段管护做法（演示）。',
  },
]

async function tellNews(story: Story, { owner, days, reached, ...values }: Bulletin, now: Date) {
  const begins = now.getTime() - days * DAY
  story.moment(begins)
  const clerk = story.person(owner, 'entry')
  const id = await story.file(clerk, news, { ...values, happenedOn: dayOf(new Date(begins)) })
  if (reached === 'entry') return
  await story.act(clerk, news, id, { verb: 'submit' })
  if (reached === 'approved') await story.act(story.person(owner, 'reviewer'), news, id, { verb: 'pass' })
}

export type Incident = {
  owner: string
  days: number
  reached: 'entry' | 'review' | 'confirm' | 'approved'
  values: Record<string, unknown>
}

const incidents: readonly Incident[] = [
  {
    ...{ owner: 'dept-wangxinban', days: 96, reached: 'approved' },
    values: {
      ...{ title: '停车收费改革引发网络舆情（演示）', kind: '重大负面舆情', concerns: '区县', district: '500108' },
      details: '停车收费改革方案公示期间引发集中讨论，属地及时回应、调整方案后平息（演示）。',
    },
  },
  {
    ...{ owner: 'dept-xinfangban', days: 41, reached: 'confirm' },
    values: {
      ...{ title: '农贸市场搬迁引发群体性事件（演示）', kind: '群体性事件', level: '较大', concerns: '区县', district: '500113' },
      details: '市场搬迁安置方案沟通不充分引发聚集，经现场协调后化解（演示）。',
    },
  },
  {
    ...{ owner: 'dept-wangxinban', days: 6, reached: 'review' },
    values: {
      ...{ title: '校车服务改革引发网络舆情（演示）', kind: '重大负面舆情', concerns: '区县', district: '500118' },
      details: '校车线路调整引发家长讨论，正在处置（演示）。',
    },
  },
  {
    ...{ owner: 'dept-xinfangban', days: 2, reached: 'entry' },
    values: { ...{ title: '公交线路优化引发集中来访（演示）', kind: '群体性事件', level: '较大', concerns: '区县', district: '500151' } },
  },
]

/** 改革风险, filed by the two bodies that the manual names. */
export async function tellRisk(story: Story, { owner, days, reached, values }: Incident, now: Date) {
  const begins = now.getTime() - days * DAY
  const happenedOn = dayOf(new Date(begins))
  story.moment(begins + DAY / 2)
  const [clerk, reviewer] = [story.person(owner, 'entry'), story.person(owner, 'reviewer')]
  const title = String(values.title)
  const grounds = [await story.upload(clerk, await noticeDocument(proofOf(`关于“${title}”的认定意见`, title, chineseDay(happenedOn))))]
  const id = await story.file(clerk, risk, { ...values, happenedOn, grounds })
  if (reached === 'entry') return
  await story.act(clerk, risk, id, { verb: 'submit' })
  if (reached === 'review') return
  await story.act(reviewer, risk, id, { verb: 'pass' })
  if (reached === 'approved') await story.act(story.person('office', 'reviewer'), risk, id, { verb: 'pass' })
}
