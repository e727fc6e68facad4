import type { ResultText } from './pilot-text.ts'

/**
 * The rows of pilot-results.csv told the way the manual asks. Facts and effects are the published ones;
 * a row that names no result of its own lends its effect to the pilot's first result.
 */
export const publishedResults: Record<string, { pilot: string; district: string; result: Omit<ResultText, 'effect'> | null }> = {
  // The manual's own worked example names no district; the first district of the pilot shows it.
  R1: {
    pilot: 'P001',
    district: '500103',
    result: {
      name: '健全城市更新项目规划和用地管理政策体系',
      form: '制度',
      measure:
        '针对城市更新过程中“重存量土地盘活和短期经济利益，轻城市品质功能与内涵提升”等问题，出台《关于城市更新项目规划和用地管理的指导意见（试行）》，印发《关于加强城市更新项目管理的通知》，截至2022年9月，已完工城市更新试点示范项目8个，完成投资61.25亿元。',
    },
  },
  R2: {
    pilot: 'P002',
    district: '500113',
    result: {
      name: '搭建“巴小智”乡村治理数字化平台',
      form: '平台',
      measure: '针对乡村安全、综治、平安建设各管一段的问题，搭建“巴小智”乡村治理数字化平台，实现“四联共治”。',
    },
  },
  R3: {
    pilot: 'P002',
    district: '500153',
    result: {
      name: '建立国家级生猪大数据中心',
      form: '平台',
      measure: '针对生猪产业数据分散的问题，建立国家级生猪大数据中心，归集生猪全产业链数据，推动数据服务产业。',
    },
  },
  R4: { pilot: 'P002', district: '500112', result: null },
  R5: {
    pilot: 'P056',
    district: 'LJXQ',
    result: {
      name: '建立两江新区与天府新区气候投融资合作机制',
      form: '机制',
      measure:
        '针对两地气候投融资标准、平台、项目各自为政的问题，建立合作机制，签署气候投融资试点合作备忘录，推动标准互认、平台互通、智库共建、项目共享、活动联办。',
    },
  },
  R6: { pilot: 'P004', district: '500229', result: null },
}
