import { periodNames } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Effort } from './effort.ts'

/** What one periodic report of a module asks of a clerk: where nothing has changed, and where something has; `added` names the rows there are. */
export type Burden = { module: Module; unchanged: Effort; changed: Effort; added: string | null }

const HEAD = `# The burden of a periodic report

What a clerk's hands do from the to-do on the workbench until 已提交 stands there, counted by a listener in the page while \`journeys/burden.test.ts\`
files each report. *Clicks* are presses of the mouse, *keys* are those that write nothing (Tab, an arrow), *new words* the characters written, however
an input method is told them.

- No change: the to-do, 无变化上报, the same again in the question. At most 3 clicks and keys.
- A usual update: one item more in the first paragraph, and one row more where the report keeps rows; everything else is there from the last report. At
  most 10 clicks and keys beside the new words.

A report that follows what happens and not the calendar (应用“三张清单”, 特色应用) puts nothing on the desk and is not measured. The journey fails where a
count is above its aim, and where this table is not what it counted. To write it anew, with the pages built:

\`\`\`sh
npx vitest run --config vitest.journeys.config.ts journeys/burden.test.ts -u
\`\`\`

`

/** The whole of docs/burden.md. */
export function burdenPaper(measured: readonly Burden[]): string {
  const rows = measured.map(({ module, unchanged, changed, added }) => [
    ...[module.name, `每${periodNames[module.renews!.every!]}`, unchanged.clicks, unchanged.keys],
    ...[changed.clicks, changed.keys, changed.written, added ?? '—'],
  ])
  const head = ['module', 'every', 'no change: clicks', 'keys', 'usual update: clicks', 'keys', 'new words', 'one row more in']
  return `${HEAD}${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}
