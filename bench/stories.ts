import { v7 } from 'uuid'
import { APPROVED, type Act } from '#kernel/act.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { patchBetween } from '#kernel/fold.ts'
import type { Module, Opening } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { modules } from '#modules/all.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { fieldTracks } from '#seeds/tables.ts'
import { DISTRICTS, LEADS, person } from './cast.ts'
import type { Story } from './rows.ts'
import { firstStep, stageAfter, stepsOf } from '#kernel/steps.ts'

/** Records are filed one after the other over three years, up to a month before now, however many of the million there are. */
const MOST = 1_000_000
const DAY = 24 * 60 * 60 * 1000
const BEGIN = Date.now() - (3 * 365 + 30) * DAY
const STEP = (3 * 365 * DAY) / MOST

const PLACES = [
  '山区',
  '库区',
  '城区',
  '滨江',
  '园区',
  '口岸',
  '乡镇',
  '社区',
  '县域',
  '流域',
  '林区',
  '老区',
  '新区',
  '校区',
  '景区',
  '街区',
  '厂区',
  '矿区',
  '港区',
  '站区',
]
export const THEMES = [
  '城市更新',
  '数字乡村',
  '生态修复',
  '土地整治',
  '医共体建设',
  '普惠托育',
  '冷链物流',
  '智慧停车',
  '气候投融资',
  '绿色建筑',
  '河湖长制',
  '林长制',
  '养老服务',
  '教育集团',
  '职业技能',
  '税费征管',
  '知识产权',
  '信用监管',
  '公共数据',
  '交邮融合',
  '供水一体',
  '垃圾分类',
  '老旧小区',
  '文旅融合',
  '种业振兴',
  '集体经营',
  '宅基地',
  '产教融合',
  '政务服务',
  '基层治理',
  '应急救援',
  '食品安全',
  '节水灌溉',
  '低空经济',
  '跨境电商',
  '科技金融',
  '农村电商',
  '普惠金融',
  '社会救助',
  '法治建设',
]
const KINDS = ['试点', '改革试点', '示范区', '试验区']
const ISSUERS = [
  ['住房和城乡建设部办公厅', '建办科函'],
  ['国家发展和改革委员会办公厅', '发改办规划'],
  ['农业农村部办公厅', '农办经'],
  ['生态环境部办公厅', '环办科财函'],
  ['教育部办公厅', '教职成厅函'],
  ['民政部办公厅', '民办函'],
  ['财政部办公厅', '财办建'],
  ['自然资源部办公厅', '自然资办发'],
  ['交通运输部办公厅', '交办规划函'],
  ['水利部办公厅', '办农水'],
  ['商务部办公厅', '商办建函'],
  ['文化和旅游部办公厅', '办公共发'],
  ['国家卫生健康委员会办公厅', '国卫办基层函'],
  ['应急管理部办公厅', '应急厅函'],
  ['国家知识产权局办公室', '国知办函运字'],
] as const
const TRACKS = fieldTracks().flatMap((term) => (term.parent === null ? [] : [term.code]))

/** The same small numbers for the same record on every run. */
function chances(seed: number) {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (end: number) => Math.floor(next() * end)
  return { next, below, of: <T>(list: readonly T[]) => list[below(list.length)]! }
}

/** What the clerks of a district upload as evidence: one document a district. */
export function evidenceOf(district: string): HeldFile {
  return { id: person(district, 'entry').id, name: '部署文件.pdf', size: 245_760, type: 'application/pdf' }
}

export type Filing = { owner: string; values: ReturnType<typeof filingOf>['values']; at: Date }

/** What a district would type for the n-th pilot. */
export function filingOf(n: number) {
  const chance = chances(n)
  const owner = chance.of(DISTRICTS)
  const at = new Date(BEGIN + n * STEP)
  const theme = chance.of(THEMES)
  const place = chance.of(PLACES)
  const [issuer, code] = ISSUERS[n % ISSUERS.length]!
  const year = Number(dayOf(at).slice(0, 4))
  const deployedOn = addDays(dayOf(at), -chance.below(900) - 1)
  const others = chance.next() < 0.9 ? 0 : 1 + chance.below(3)
  const values = {
    title: `${place}${theme}${chance.of(KINDS)}`,
    level: chance.next() < 0.9 ? '国家级' : '市级',
    docTitle: `关于开展${place}${theme}试点工作的通知`,
    docNo: `${code}〔${year}〕${Math.floor(n / ISSUERS.length) + 1}号`,
    issuer,
    ...(chance.next() < 0.5 ? { batch: `第${chance.of(['一', '二', '三', '四'])}批` } : {}),
    lead: chance.of(LEADS),
    districts: [...new Set([owner, ...Array.from({ length: others }, () => chance.of(DISTRICTS))])],
    track: chance.of(TRACKS),
    content: `开展${place}${theme}改革，建立健全${chance.of(THEMES)}协同推进机制；构建${chance.of(PLACES)}${theme}工作体系；探索建立${chance.of(THEMES)}与${chance.of(THEMES)}衔接的制度，形成可复制推广的经验做法。`,
    deployedOn,
    dueOn: addDays(deployedOn, 365 + chance.below(1500)),
    evidence: [evidenceOf(owner)],
  }
  return { owner, at, values }
}

/** Where records rest: most are decided, a few wait at each step. */
const REST: Record<string, readonly [share: number, stage: string][]> = {
  'reform/pilot': [
    [0.02, 'entry'],
    [0.02, 'review'],
    [0.02, 'distribute'],
  ],
  'reform/pilot-progress': [
    [0.01, 'entry'],
    [0.005, 'review'],
    [0.005, 'lead'],
    [0.0025, 'confirm'],
  ],
}

export function restOf(module: Module, n: number): string {
  let left = chances(n + 7_000_000).next()
  for (const [share, stage] of REST[module.path]!) {
    if (left < share) return stage
    left -= share
  }
  return APPROVED
}

/** The n-th pilot and what it opened, as they stand. */
export function storiesOf(n: number): Story[] {
  const filing = filingOf(n)
  const id = v7({ msecs: filing.at.getTime() })
  const told = pilotStory(id, filing, restOf(pilot, n))
  if (told.acts.at(-1)!.to !== APPROVED) return [told]
  const decided = told.acts.at(-1)!
  const { lead } = filing.values
  const children = pilot.opens!({ id, owner: filing.owner, values: filing.values })
  return [
    told,
    ...children.map((opening, at) =>
      progressStory(v7({ msecs: decided.at.getTime() }), id, opening, { person: person(lead, 'entry'), at: decided.at }, n * 10 + at),
    ),
  ]
}

/** A pilot filed by its district's clerk and handled step by step until it rests at `stage`. */
export function pilotStory(id: string, { owner, values, at }: Filing, stage: string): Story {
  const clerk = person(owner, 'entry')
  const created = act(clerk, { seq: 1, verb: 'create', from: null, to: firstStep(pilot), patch: values, at })
  const acts = handled(pilot, [created], { owner, lead: values.lead }, stage)
  return { module: pilot, id, owner, acts, key: stage === firstStep(pilot) ? null : pilot.identity!.key(values) }
}

/** A progress report opened with the pilot's distribution and handled until it rests. */
export function progressStory(
  id: string,
  parent: string,
  opening: Opening,
  opened: { person: Actor; at: Date },
  n: number,
  stage = restOf(moduleAt(opening.module), n),
): Story {
  const module = moduleAt(opening.module)
  const { owner } = opening
  const first = act(opened.person, { seq: 1, verb: 'open', from: null, to: firstStep(module), patch: opening.values, at: opened.at })
  const acts = handled(module, [first], { owner, lead: opening.values.lead }, stage, {
    ...opening.values,
    ...reportOf(n, owner, opened.at),
  })
  return { module, id, owner, acts, key: `${parent}:${opening.key}` }
}

/** What a district would report on its part of a pilot. */
export function reportOf(n: number, owner: string, opened: Date) {
  const chance = chances(n + 3_000_000)
  const theme = chance.of(THEMES)
  return {
    status: '已完成',
    acceptedOn: addDays(dayOf(opened), 1),
    workDone: `1.召开${theme}推进会，审议年度任务；\n2.开展${theme}督察，指导镇街形成清单。`,
    results: [
      {
        name: `健全${theme}工作机制`,
        form: chance.of(['制度', '机制', '平台', '应用']),
        measure: `针对${theme}责任交叉的问题，建立联合推进机制，实现任务闭环。`,
        effect: '经验在全市推广。',
        evidence: [evidenceOf(owner)],
      },
    ],
  }
}

/** Submits and passes, a day for each step, until the record stands at `stage`; `values` are typed when it is submitted. */
function handled(
  module: Module,
  acts: Act[],
  orgs: { owner: string; lead: string },
  stage: string,
  values?: Record<string, unknown>,
): Act[] {
  const done = [...acts]
  while (done.at(-1)!.to !== stage) {
    const last = done.at(-1)!
    const step = module.flow[last.to]!
    const org = step.at === 'owner' ? orgs.owner : step.at === 'lead' ? orgs.lead : (step.at as { fixed: string }).fixed
    const submitting = last.to === stepsOf(module)[0]
    const patch = submitting && values ? patchBetween(done[0]!.patch!, values) : null
    done.push(
      act(person(org, step.by), {
        seq: last.seq + 1,
        verb: submitting ? 'submit' : 'pass',
        from: last.to,
        to: stageAfter(module, last.to),
        patch,
        at: new Date(last.at.getTime() + DAY),
      }),
    )
  }
  return done
}

function act(who: Actor, part: Pick<Act, 'seq' | 'verb' | 'from' | 'to' | 'patch' | 'at'>): Act {
  const post = who.posts[0]!
  return {
    reason: null,
    about: null,
    outcome: null,
    ...part,
    by: who.id,
    byName: who.name,
    forPerson: null,
    forName: null,
    org: post.org,
    role: post.role,
  }
}

function moduleAt(path: string): Module {
  return modules.find((each) => each.path === path)!
}
