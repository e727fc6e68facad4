import { verbNames } from '#kernel/act.ts'
import { periodNames } from '#kernel/day.ts'
import type { Module, Party } from '#kernel/module.ts'
import { labelOf } from '#kernel/workflow.ts'
import { partyName } from './party-name.ts'
import { fillerOf, fills, firstStep, renewalStep, stepsOf } from '#kernel/steps.ts'

/** What holds for a business beside its steps, in sentences made from the declaration. */
export function rulesOf(module: Module): string[] {
  const { identity, renews, amends } = module
  const submit = labelOf(module, firstStep(module), 'submit')
  return [
    ...returns(module),
    ...(stepsOf(module).length > 1 ? [`${submit}后、下一环节办理前，可以撤回。`] : []),
    ...(module.filedBy === 'opened' ? ['本表由系统在上一业务办结后自动下达，无需自行新建。'] : []),
    ...(identity && module.fields[identity.field]!.kind.name !== 'text' ? [identity.taken] : []),
    ...(identity && module.fields[identity.field]!.kind.name === 'text'
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
            ? `办结后，“${module.flow[renewalStep(module)]!.label}”环节每${periodNames[renews.every]}更新一次，直至完成；没有变化的，可以直接办理“${verbNames.unchanged}”。超期更新的，超期记录长期保留。`
            : `办结后有新进展的，随时办理“${renews.label}”，更新的内容重新审核。`,
        ]
      : []),
    ...(module.extends ? [`不能按期办理的，可在期限前写明理由申请延期，由${partyName(module, module.extends.decidedBy)}答复。`] : []),
    ...linksOf(module),
    ...(amends ? [`办结后需要更正的，由${partyName(module, amends.at)}办理“${amends.label}”。`] : []),
    viewers(module),
  ]
}

/** Which reviews return, and where each writing goes back to. A step with outcomes returns by one of them. */
function returns(module: Module): string[] {
  const reviews = stepsOf(module).filter((step) => !fills(module, step))
  const plain = reviews.filter((step) => !module.flow[step]!.outcomes)
  if (plain.length === 0) return []
  const named = (steps: readonly string[]) => [...new Set(steps)].map((step) => `“${module.flow[step]!.label}”`)
  const which = plain.length === reviews.length ? '任一审核环节' : `${named(plain).join('')}环节`
  const back = named(plain.map((step) => fillerOf(module, step))).join('或')
  return [`${which}均可驳回，驳回须说明原因，退回${back}修改后重新提交；不能审核本人填报的内容。`]
}

function linksOf(module: Module): string[] {
  return Object.values(module.fields).flatMap(({ label, options }) => (options.needs ? [`《${label}》须为${options.needs}。`] : []))
}

function viewers(module: Module): string {
  const { approved = [], ...before } = module.seenBy
  const named = (parties: readonly Party[]) => [...new Set(parties.map((party) => partyName(module, party)))]
  const first = named(['owner', ...stepsOf(module).map((key) => module.flow[key]!.at), ...Object.values(before).flat()])
  const later = named(approved).filter((name) => !first.includes(name))
  return `可以查看的有：${first.join('、')}${later.length > 0 ? `；办结后还有：${later.join('、')}` : ''}。`
}
