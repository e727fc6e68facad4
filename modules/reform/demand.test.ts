import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { demand } from './demand.ts'

const today = '2026-11-20'
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)

/** 表一. */
const ofTable = (example: string) => example.split('\n').map((line) => line.replace(/^[①②③]/u, ''))
const titles = ofTable(demand.fields.title.example!)
const descriptions = ofTable(demand.fields.description.example!)
const examples = titles.map((title, at) => ({
  title,
  channel: at === 0 ? '党中央国务院有部署' : '群众企业基层有期盼',
  track: 'x',
  description: descriptions[at]!,
}))

describe('改革需求填报', () => {
  test.each(examples)('$title: 表一的范例 pass without a hint', (example) => {
    expect(problemsOf(demand, example, today)).toEqual([])
    expect(hintsOf(demand, example, today)).toEqual([])
  })

  test.each(['title', 'channel', 'track', 'description'])('%s is required', (key) => {
    expect(fieldsOf(problemsOf(demand, { ...examples[0], [key]: undefined }, today))).toEqual([key])
  })

  test('the four channels are the manual’s, word for word, and no other is taken', () => {
    const { channel } = demand.fields
    expect(channel.options.words).toEqual(['党中央国务院有部署', '重庆发展有堵点', '群众企业基层有期盼', '先进省市有经验'])
    expect(channel.kind.schema(channel).safeParse('领导有要求').success).toBe(false)
  })

  test('a title without reform wording, and a description that does not say where the demand comes from: hints', () => {
    const poor = { ...examples[0], title: '修建乡村道路', description: '人才工作需要进一步加强。' }
    expect(problemsOf(demand, poor, today)).toEqual([])
    expect(fieldsOf(hintsOf(demand, poor, today))).toEqual(['title', 'description'])
  })

  test.each([
    ['重庆发展有堵点', '用地审批跨部门衔接不畅，制约项目落地，建议建立并联审批机制。', '建立用地并联审批机制。'],
    ['先进省市有经验', '浙江省推行“最多跑一次”改革，我市有条件复制推广。', '推行并联办理，精简材料。'],
  ])('%s: its source is looked for in the description', (channel, good, poor) => {
    expect(hintsOf(demand, { channel, description: good }, today)).toEqual([])
    expect(hintsOf(demand, { channel, description: poor }, today)).toMatchObject([
      { check: 'source', clause: '2023年3月31日版四（一）2.1二' },
    ])
  })
})
