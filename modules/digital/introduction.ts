import type { AnyValues } from '#kernel/field.ts'
import type { Check } from '#kernel/module.ts'

/** What the manual wants an 应用简介 to tell, for the guidance beside it. */
export const INTRODUCTION = {
  hint: '主要介绍该应用的上线时间、主要功能、“三融五跨”情况、当前办件量、当前活跃用户数等情况。“三融五跨”即技术融合、业务融合、数据融合，跨层级、跨地域、跨系统、跨部门、跨业务。',
  example:
    '该应用于2023年6月上线，主要功能有风险预警、联合处置、信用评价等；贯通交通、应急、公安等5个部门、3级组织，实现跨层级、跨部门、跨业务协同；当前月均办件量1.2万件，活跃用户3600人。',
}

/** A rule for each thing an 应用简介 should tell. */
export function introductionChecks(field: string, clause: string): Record<string, Check> {
  return {
    functions: mentions(field, clause, '主要功能', /功能|场景|模块/u),
    crossing: mentions(field, clause, '“三融五跨”情况', /三融五跨|融合|跨(层级|地域|区域|系统|部门|业务)/u),
    transactions: mentions(field, clause, '当前办件量', /(办件|办理|受理|业务)量?.{0,12}\d/u),
    users: mentions(field, clause, '当前活跃用户数', /(活跃|用户).{0,12}\d|\d.{0,6}活跃/u),
  }
}

function mentions(field: string, clause: string, what: string, pattern: RegExp): Check {
  return {
    about: `应用简介写明${what}`,
    clause,
    finds: (it: AnyValues) => (it[field] && !pattern.test(it[field] as string) ? [{ field, message: `简介中没有看到${what}` }] : []),
  }
}
