import { menuName, type Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { fillerOf, fills, stepsOf } from '#kernel/steps.ts'
import { labelOf, stageLabel } from '#kernel/workflow.ts'
import { decisionsOf, leadsTo, timeWords } from '#web/help/flow-words.ts'
import { partyName } from '#web/help/party-name.ts'
import { rulesOf } from '#web/help/rules-of.ts'
import { flowChart, relations } from './flow-chart.ts'

const HEAD = `# Flows

Each module's flow as its declaration in \`modules/\` has it, in the words that stand on screen; the help pages draw the same. A solid arrow goes on, a
dotted one goes back or comes by itself or later, a thick one opens records of another module. \`journeys/\` walks each of them in a browser.

This file is made from the declarations and compared with them. After a change of a declaration:

\`\`\`sh
npx vitest run docs/flows.test.ts -u
\`\`\`
`

/** The whole of docs/flows.md. \`journeys\` names the file in which a module's flow is walked, by the module's path. */
export function flowPaper(modules: readonly Module[], journeys: ReadonlyMap<string, string>): string {
  const sections = modules.map((module) => section(module, modules, journeys.get(module.path)!))
  return [HEAD, `## 各业务的关系\n\n${mermaid(relations(modules))}`, ...sections].join('\n')
}

function section(module: Module, modules: readonly Module[], journey: string): string {
  return [
    `## ${menuName(module)}\n`,
    `- 依据：${module.manual}`,
    `- 填报范围：${module.scope}`,
    `- 浏览器中的全流程测试：[${journey}](../${journey})\n`,
    mermaid(flowChart(module, modules)),
    '| 环节 | 由谁办理 | 时限 | 怎样办理 |',
    '| --- | --- | --- | --- |',
    ...stepsOf(module).map(
      (key, at) => `| ${[`${at + 1} ${module.flow[key]!.label}`, who(module, key), time(module, key), how(module, key)].join(' | ')} |`,
    ),
    '',
    ...outcomes(module),
    ...rulesOf(module).map((rule) => `- ${rule}`),
    '',
  ].join('\n')
}

const mermaid = (lines: readonly string[]) => `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n`

const who = (module: Module, key: string) => `${partyName(module, module.flow[key]!.at)} · ${roleNames[module.flow[key]!.by]}`

const time = (module: Module, key: string) => timeWords(module, key) ?? '—'

function how(module: Module, key: string): string {
  const { outcomes: decisions, mayCorrect } = module.flow[key]!
  if (decisions)
    return Object.values(decisions)
      .map(({ label }) => label)
      .join('；')
  if (fills(module, key)) return labelOf(module, key, 'submit')
  const may = mayCorrect ? [`可直接更正：${mayCorrect.map((field) => module.fields[field]!.label).join('、')}`] : []
  return [labelOf(module, key, 'pass'), `驳回至“${stageLabel(module, fillerOf(module, key))}”`, ...may].join('；')
}

/** The decisions word for word, with what they mean and where they lead. */
function outcomes(module: Module): string[] {
  const all = decisionsOf(module)
  if (all.length === 0) return []
  return ['核准意见：\n', ...all.map((outcome) => `- **${outcome.label}**，指${outcome.meaning}（${leadsTo(module, outcome)}）`), '']
}
