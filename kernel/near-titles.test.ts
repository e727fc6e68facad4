import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSame, nearness, SAME, titleKey } from './near-titles.ts'
import { similarKey } from './similar.ts'
import { naming } from './testing/club.ts'

const near = (typed: string, other: string) => nearness(similarKey(typed), new Set(similarKey(other)))

const FORMS = ['建立', '健全', '完善', '探索', '推进', '深化', '构建', '机制', '体系', '制度', '体制', '改革', '试点', '工作']
const SUBJECTS = ['企业开办', '老旧小区', '加装电梯', '城市内涝', '不动产', '养老服务', '医保结算', '河道巡查', '托育']

const form = fc.constantFrom(...FORMS)
const subjects = fc.uniqueArray(fc.constantFrom(...SUBJECTS), { minLength: 1, maxLength: 4 })
const title = fc
  .tuple(fc.option(form, { nil: '' }), subjects, fc.option(form, { nil: '' }))
  .map(([before, words, after]) => before + words.join('') + after)

test('one of a row is not the same as another of it', () => {
  const same = (typed: string, title: string) => isSame(typed, { title, likeness: 1 })
  expect(same('第九十次会议', '第九十一次会议')).toBe(false)
  expect(same('第一批城市更新试点', '第二批城市更新试点')).toBe(false)
  expect(same('２０２６年改革试点', '2026年改革试点')).toBe(true)
  expect(same('城市更新试点（三批）', '城市更新试点（四批）')).toBe(false)
  expect(same('建立一卡通办机制', '一网一卡通办')).toBe(true)
  expect(isSame('营商环境', { title: '营商环境', likeness: SAME - 0.01 })).toBe(false)
})

describe('nearness', () => {
  test('words of form may be others, or none, without a title being less near', () => {
    fc.assert(
      fc.property(subjects, form, form, form, form, (words, a, b, c, d) => {
        const bare = words.join('')
        expect(near(`${a}${bare}${b}`, `${c}${bare}${d}`)).toBe(1)
        expect(near(bare, `${c}${d}${bare}`)).toBe(1)
      }),
    )
  })

  test('words in another order stay near: what is lost are the pairs where they meet', () => {
    fc.assert(
      fc.property(
        subjects.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length }))),
        ([words, other]) => {
          expect(near(words.join(''), other.join(''))).not.toBeNull()
          // With marks between them the words touch no more in one order than in the other.
          expect(near(words.join('、'), other.join('与'))).not.toBeNull()
        },
      ),
    )
  })

  test('nothing is nearer to a title than itself, and the likeness is the same from both sides', () => {
    fc.assert(
      fc.property(title, title, (one, other) => {
        expect(near(one, one)).toBe(1)
        const [there, back] = [near(one, other), near(other, one)]
        if (there !== null && back !== null) expect(there).toBe(back)
        if (there !== null) expect(there > 0 && there <= 1).toBe(true)
      }),
    )
  })

  test('from its fourth sign on a title finds the one it will become', () => {
    const whole = '城镇老旧小区加装电梯联合审批全流程监管'
    for (let typed = 4; typed <= whole.length; typed++) expect(near(whole.slice(0, typed), whole), whole.slice(0, typed)).not.toBeNull()
  })

  test('what shares a word and no subject is not worth a look', () => {
    expect(near('企业开办', '企业注销登记')).toBeNull()
    expect(near('建立养老服务机制', '建立托育服务机制')).toBeNull()
    expect(near('', '企业开办')).toBeNull()
  })

  test('another batch of the same is near and yet not called the same', () => {
    const found = near('第二批城市更新试点', '第一批城市更新试点')!
    expect(found).toBeGreaterThan(0.5)
    expect(found).toBeLessThan(SAME)
  })
})

test('words that all titles of a business have make none alike', () => {
  expect(titleKey(naming, '东山球场')).toEqual(similarKey('东山'))
  expect(nearness(titleKey(naming, '东山球场'), new Set(titleKey(naming, '西河球场')))).toBeNull()
})
