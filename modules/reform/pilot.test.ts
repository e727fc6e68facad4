import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { pilot } from './pilot.ts'
import { pilotProgress } from './pilot-progress.ts'

const evidence = [{ id: crypto.randomUUID(), name: '通知.pdf', size: 1, type: 'application/pdf' }]
const good = {
  title: '第一批城市更新试点',
  level: '国家级',
  docTitle: '住房和城乡建设部办公厅关于开展第一批城市更新试点工作的通知',
  docNo: '建办科函〔2021〕443号',
  issuer: '住房和城乡建设部办公厅',
  lead: 'dept-zhujianwei',
  districts: ['500103', '500107'],
  track: 'x',
  content: '1.探索建立城市更新统筹谋划机制；\n2.建立健全城市更新配套制度。',
  deployedOn: '2021-11-04',
  dueOn: '2023-11-30',
  evidence,
}
const today = '2026-11-20'
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)

describe('试点项目创建分发', () => {
  test('a filing as the manual wants it passes without a hint', () => {
    expect(problemsOf(pilot, good, today)).toEqual([])
    expect(hintsOf(pilot, good, today)).toEqual([])
  })

  test.each(['title', 'level', 'docTitle', 'docNo', 'issuer', 'lead', 'districts', 'track', 'content', 'deployedOn', 'dueOn', 'evidence'])(
    '%s is required',
    (key) => {
      expect(fieldsOf(problemsOf(pilot, { ...good, [key]: undefined }, today))).toEqual([key])
    },
  )

  test('the whole city as scope is refused', () => {
    const everywhere = Array.from({ length: 41 }, (_, at) => String(500101 + at))
    expect(problemsOf(pilot, { ...good, districts: everywhere }, today)).toEqual([
      { field: 'districts', message: '试点范围为全市（重庆市）的不纳入填报范围', clause: '3.0版二（一）二' },
    ])
  })

  test('a number without year and sequence, and dates that cannot be, are refused', () => {
    expect(fieldsOf(problemsOf(pilot, { ...good, docNo: '无' }, today))).toEqual(['docNo'])
    expect(fieldsOf(problemsOf(pilot, { ...good, dueOn: '2021-01-01' }, today))).toEqual(['dueOn'])
    expect(fieldsOf(problemsOf(pilot, { ...good, deployedOn: '2026-11-21', dueOn: '2027-01-01' }, today))).toEqual(['deployedOn'])
  })

  test('a name or content without reform wording warns and does not refuse', () => {
    const plain = { ...good, title: '城市道路整治项目', content: '修建道路12公里。' }
    expect(problemsOf(pilot, plain, today)).toEqual([])
    expect(fieldsOf(hintsOf(pilot, plain, today))).toEqual(['title', 'content'])
    expect(fieldsOf(hintsOf(pilot, { ...good, level: '市级' }, today))).toEqual(['level'])
  })
})

describe('试点项目填报范围界定', () => {
  const problems = (change: object) => fieldsOf(problemsOf(pilot, { ...good, ...change }, today))
  const hints = (change: object) => hintsOf(pilot, { ...good, ...change }, today).map(({ field, clause }) => `${field} ${clause}`)

  test('3.0版二（一）一: who deploys a pilot of the state is the state', () => {
    for (const issuer of ['中共中央办公厅、国务院办公厅', '国家发展改革委社会发展司', '全国人大常委会', '市场监管总局'])
      expect(hints({ issuer }), issuer).toEqual([])
    for (const issuer of ['重庆市人民政府办公厅', '中共重庆市委办公厅', '市委改革办'])
      expect(hints({ issuer }), issuer).toEqual(['issuer 3.0版二（一）一'])
    expect(hints({ issuer: '重庆市生态环境局', level: '市级' })).toEqual(['level 3.0版二（一）一'])
  })

  test('3.0版二（一）二: where the provinces choose the places, the city’s document is shown beside the state’s', () => {
    const scopeBy = '国家文件写明由各省市自行确定'
    expect(problems({ scopeBy })).toEqual(['cityPapers'])
    expect(problems({ scopeBy, cityPapers: evidence })).toEqual([])
    expect(problems({ scopeBy, cityPapers: evidence, evidence: undefined })).toEqual(['evidence'])
  })

  test('3.0版二（一）二: 重庆市 is no place for a pilot', () => {
    for (const title of ['重庆市', '重庆（全市）', '重庆全域']) expect(problems({ title }), title).toEqual(['title'])
    expect(problems({ title: '重庆市营商环境创新试点' })).toEqual([])
  })

  test('3.0版二（三）1一: the number is the state document’s, and Word or PDF is what shows it', () => {
    expect(hints({ docNo: '渝建发〔2021〕12号' })).toEqual(['docNo 3.0版二（三）1一'])
    expect(hints({ docNo: '渝建发〔2021〕12号', level: '市级' })).toEqual(['level 3.0版二（一）一'])
    expect(pilot.fields.evidence.options.accept).toEqual(['pdf', 'doc', 'docx'])
    expect(pilot.fields.cityPapers.options.accept).toEqual(['pdf', 'doc', 'docx'])
  })

  test('3.0版二（四）一: the four ways a pilot’s name ends', () => {
    for (const title of ['低碳试点', '医保支付方式改革试点', '国家城乡融合发展示范区', '川渝自贸试验区'])
      expect(hints({ title }), title).toEqual([])
  })

  test('3.0版二（四）二: one document is one pilot, whatever its tasks; another document or batch has another number', () => {
    const key = (change: object) => pilot.identity!.key({ ...good, ...change })
    expect(key({ title: '城市更新片区试点', content: '1.开展片区统筹改革；2.建立健全更新机制。' })).toBe(key({}))
    expect(key({ docNo: '建办科函〔2023〕443号', batch: '第二批' })).not.toBe(key({}))
  })
})

describe('试点项目推进状态更新', () => {
  const report = {
    pilot: { id: 'p', title: '第一批城市更新试点' },
    lead: 'dept-zhujianwei',
    dueOn: '2023-11-30',
    status: '推进中',
    workDone: '1.召开推进会议，审议实施方案；\n2.开展专题督察，指导片区形成清单。',
    results: [
      {
        name: '健全城市更新项目规划和用地管理政策体系',
        form: '制度',
        measure: '针对轻城市品质等问题，出台管理指导意见，实现规划用地统筹。',
        effect: '经验获刊载推广',
      },
    ],
  }

  test('a report as the manual wants it passes without a hint', () => {
    expect(problemsOf(pilotProgress, report, today)).toEqual([])
    expect(hintsOf(pilotProgress, report, today)).toEqual([])
  })

  test('已完成 asks for the day of acceptance, which is not in the future', () => {
    expect(fieldsOf(problemsOf(pilotProgress, { ...report, status: '已完成' }, today))).toEqual(['acceptedOn'])
    expect(fieldsOf(problemsOf(pilotProgress, { ...report, status: '已完成', acceptedOn: '2026-11-21' }, today))).toEqual(['acceptedOn'])
    expect(problemsOf(pilotProgress, { ...report, status: '已完成', acceptedOn: '2026-11-20' }, today)).toEqual([])
  })

  test('work not itemised, a notice claimed as a result, several results in one row, a measure without its shape: hints', () => {
    const poor = {
      ...report,
      workDone: '做了很多工作。',
      results: [
        { ...report.results[0]!, name: '印发试点工作方案' },
        { ...report.results[0]!, name: '建立联席机制；上线更新平台；出台管理办法' },
        { ...report.results[0]!, measure: '积极推进各项工作。' },
      ],
    }
    expect(problemsOf(pilotProgress, poor, today)).toEqual([])
    expect(fieldsOf(hintsOf(pilotProgress, poor, today))).toEqual(['workDone', 'results.0.name', 'results.1.name', 'results.2.measure'])
    const vague = { ...report, problems: '工作力度还需进一步加大。', results: [{ ...report.results[0]!, name: '试点工作扎实推进' }] }
    expect(hintsOf(pilotProgress, vague, today).map(({ field, clause }) => `${field} ${clause}`)).toEqual([
      'problems 3.0版二（三）2三',
      'results.0.name 3.0版二（三）3一',
    ])
    expect(hintsOf(pilotProgress, poor, today).every((hint) => hint.clause.startsWith('3.0版'))).toBe(true)
  })

  test('a row of results must be whole', () => {
    expect(problemsOf(pilotProgress, { ...report, results: [{ name: '只有名称' }] }, today).map((problem) => problem.field)).toEqual([
      'results.0.form',
      'results.0.measure',
      'results.0.effect',
    ])
  })
})
