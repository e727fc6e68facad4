import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { hasBareLevel, hasClassificationMark, hasInternalMark } from '#kernel/classification.ts'

const MARKED = [
  '机密★5年',
  '秘密★长期',
  '绝密★',
  '机密☆20年',
  '绝密★启用前',
  '绝密·启用前',
  '机 密 ★ 1 年',
  '机　密　★',
  '秘\u200B密\u200D★10年',
  '秘密★６个月',
  '机密★　　年',
  '000001机密★1年特急',
  '份号 000001\n机密★20年\n特急\n市政府文件',
  '机\n密\n★\n20年',
  '机密\n★20年',
  '秘密\r\n★\r\n',
  '機密★20年',
  '祕密★長期',
  '机密级★20年',
  '【秘密】★5年',
  '（机密）☆',
  '机密*5年',
  '秘密＊长期',
  '秘密*',
  '机密\uF0AB20年',
  '机密⭐20年',
  '密级：机密',
  '密级:秘密',
  '密 级 ： 绝 密 ★ 长期',
  '密级：机密　保密期限：20年',
  '秘密等级：机密',
  '保密等级：秘密级',
  '密级【机密】',
  '密级（绝密）',
  '文件密级：机密。',
  '密级\n机密\n标题',
  '密级：\n秘密',
  '密级 秘密',
  '密级：□绝密 ☑机密 □秘密 □非密',
  '密级：绝密□ 机密√ 秘密□',
  '【机密】关于某事项的报告.docx',
  '关于某事项的请示（秘密★5年）.pdf',
  '本文件系国家秘密★10年',
  '定密意见：秘密★2030年12月31日前',
]

const ORDINARY = [
  '保守国家秘密是每个公民的义务。',
  '商业秘密',
  '要注意信息的机密性、完整性和可用性。',
  '非涉密文件',
  '会议采用秘密投票方式表决。',
  '不涉及国家秘密、工作秘密和商业秘密。',
  '涉密文件请走电子政务内网邮箱。',
  '★保守国家秘密★人人有责★',
  '国家秘密的密级分为绝密、机密、秘密三级。',
  '绝密级国家秘密不超过三十年，机密级不超过二十年，秘密级不超过十年。',
  '密级：非密',
  '密级：无',
  '密级：公开',
  '密级：内部',
  '密级：工作秘密',
  '密级（绝密、机密、秘密）由起草单位拟定。',
  '密级：□绝密 □机密 □秘密 ☑非密',
  '密级：绝密□ 机密□ 秘密□ 非密√',
  '密级：绝密/机密/秘密/内部',
  '第一条 商业秘密\n★ 第二条 知识产权',
  '严格按密级管理文件，机密文件专人保管。',
  '文件的密级机密与否由定密责任人确定。',
  '这是一部讲述秘密战线的纪录片：五星好评★★★★★',
  '商业秘密★5年',
  '**秘密**投票',
  '5年内不得泄露商业秘密*',
  '奥秘密码★攻略',
  '满意度★★★★☆',
  '试点任务秘密级别划分不适用于本表',
  '机密计算平台★上线',
  '机要通信、保密工作由办公室负责；秘书处★联系',
]

describe('R-SC-02 a classification mark is recognised', () => {
  test.each(MARKED)('%j is a mark', (text) => {
    expect(hasClassificationMark(text)).toBe(true)
    expect(hasClassificationMark(`关于推进改革试点的通知\n${text}\n各区县：`)).toBe(true)
  })

  test('no blank, invisible character or full width between its characters hides a mark', () => {
    const noise = fc.array(fc.constantFrom(' ', '\u3000', '\t', '\u200B', '\u00AD', '\uFEFF', '\u2060', '\u0332'), { maxLength: 4 })
    fc.assert(
      fc.property(
        fc.constantFrom('绝密', '机密', '秘密'),
        fc.constantFrom('★', '☆'),
        fc.constantFrom('', '5年', '１０年', '长期'),
        fc.array(noise, { minLength: 8, maxLength: 8 }),
        fc.string(),
        (level, star, term, gaps, tail) => {
          const mark = [...`${level}${star}${term}`].map((character, index) => character + (gaps[index] ?? []).join('')).join('')
          expect(hasClassificationMark(`报送材料\n${mark}\n${tail}`)).toBe(true)
        },
      ),
    )
  })
})

describe('R-SC-03 ordinary words are not refused', () => {
  test.each(ORDINARY)('%j is no mark', (text) => {
    expect(hasClassificationMark(text)).toBe(false)
    expect(hasClassificationMark(`一、总体情况\n${text}\n二、下一步打算`)).toBe(false)
  })
})

describe('R-SC-04 marks below state secrets only warn', () => {
  test.each(['工作秘密★3年', '内部资料 注意保存', '内部文件，请勿外传', '【内部】', '工作秘密', '密级：内部'])(
    '%j is an internal mark',
    (text) => {
      expect(hasInternalMark(text)).toBe(true)
      expect(hasClassificationMark(text)).toBe(false)
    },
  )

  test.each(['加强内部管理', '内部控制制度', '保护商业秘密和个人隐私', '开展内部审计'])('%j is none', (text) => {
    expect(hasInternalMark(text)).toBe(false)
  })

  test('a level alone on its line is noticed', () => {
    expect(hasBareLevel('关于某事项的报告\n机密\n正文')).toBe(true)
    expect(hasBareLevel('机密文件由专人保管')).toBe(false)
  })
})
