import { periodNames } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { labelOf } from '#kernel/workflow.ts'
import { partyName } from './party-name.ts'
import { firstStep, stepsOf } from '#kernel/steps.ts'

/** What holds for a business beside its steps, in sentences made from the declaration. */
export function rulesOf(module: Module): string[] {
  const { identity, renews, amends } = module
  const first = module.flow[firstStep(module)]!
  const submit = labelOf(module, firstStep(module), 'submit')
  return [
    `任一审核环节均可驳回，驳回须说明原因，退回“${first.label}”修改后重新${submit}；不能审核本人填报的内容。`,
    `${submit}后、下一环节办理前，可以撤回。`,
    ...(module.filedBy === 'opened' ? ['本表由系统在上一业务办结后自动下达，无需自行新建。'] : []),
    ...(identity
      ? [`《${module.fields[identity.field]!.label}》相同（括号、空格、全角半角等写法差异不计）的视为同一${module.name}，只能创建一次。`]
      : []),
    ...(identity?.joins
      ? [
          `已由其他单位创建、但《${module.fields[identity.joins.field]!.label}》中没有本单位的，可向${partyName(module, identity.joins.decidedBy)}申请加入。`,
        ]
      : []),
    ...(renews
      ? [
          renews.every
            ? `办结后每${periodNames[renews.every]}更新一次，直至完成；没有变化的可一键报送“无变化”。`
            : `办结后有新进展的，随时办理“${renews.label}”，重新审核。`,
        ]
      : []),
    ...linksOf(module),
    ...(amends ? [`办结后需要更正的，由${partyName(module, amends.at)}办理“${amends.label}”。`] : []),
    `可以查看的单位：${viewers(module)}。`,
  ]
}

function linksOf(module: Module): string[] {
  return Object.values(module.fields).flatMap(({ label, options }) => (options.needs ? [`《${label}》须为${options.needs}。`] : []))
}

function viewers(module: Module): string {
  const steps = stepsOf(module).map((key) => module.flow[key]!.at)
  const parties = ['owner', ...steps, ...Object.values(module.seenBy).flat()]
  return [...new Set(parties.map((party) => partyName(module, party)))].join('、')
}
