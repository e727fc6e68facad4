import type { Module } from '#kernel/module.ts'
import { rewordedSince, type ShownField, type ShownForm } from '#kernel/shown-form.ts'
import { TextsCompared } from './difference-view.tsx'
import styles from './wording-then.module.css'

type Props = { module: Module; form: ShownForm; summary: (count: number) => string }

/** Folded below one line: what another time asked for beside what is asked for today, field by field. Nothing where the words are the same. */
export function WordingThen({ module, form, summary }: Props) {
  const reworded = rewordedSince(module, form)
  if (reworded.length === 0) return null
  return (
    <details className={styles.then}>
      <summary>{summary(reworded.length)}</summary>
      {reworded.map(({ at, was, is }) => (
        <TextsCompared
          key={at}
          title={(was ?? is)!.label}
          before={wordsOf(was)}
          after={wordsOf(is)}
          labels={['当时的填报说明', '现行填报说明']}
          blank="没有此项"
        />
      ))}
    </details>
  )
}

function wordsOf(field: ShownField | null): string {
  if (field === null) return ''
  const { label, required, hint, example, clause, words } = field
  return [
    `${label}（${required ? '必填' : '选填'}）`,
    ...(words ? [`选项：${words.join('、')}`] : []),
    ...(hint ? [hint] : []),
    ...(example ? [`范例：${example}`] : []),
    ...(clause ? [`依据：操作说明（${clause}）`] : []),
  ].join('\n')
}
