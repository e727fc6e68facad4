import type { Field, Fields } from '#kernel/field.ts'
import styles from './help.module.css'

type Props = {
  fields: Fields
  heading: 'h3' | 'h4'
  /** Fields that are asked for only where others say so. */
  depends?: readonly string[]
}

/** Each field with what is asked, a good example and the sentence it rests on; parts of composed fields below their own. */
export function FieldGuide({ fields, heading: Heading, depends = [] }: Props) {
  return (
    <div className={styles.guide}>
      {Object.entries(fields).map(([key, field]) => (
        <div key={key} className={styles.field}>
          <Heading>
            {field.label}
            <span className={styles.need} data-required={field.required && !field.given ? '' : undefined}>
              {field.given ? '系统带入' : !field.required ? '选填' : depends.includes(key) ? '视情形必填' : '必填'}
            </span>
          </Heading>
          <Words field={field} />
          {field.options.fields && <FieldGuide fields={field.options.fields as Fields} heading="h4" />}
        </div>
      ))}
    </div>
  )
}

function Words({ field }: { field: Field }) {
  const words: readonly string[] | undefined = field.options.words
  const accept: readonly string[] | null | undefined = field.options.accept
  return (
    <dl className={styles.words}>
      {field.hint && <Line term="要求" text={field.hint} />}
      {words && <Line term="可选" text={words.join(words.some((word) => /[、，]/u.test(word)) ? '；' : '、')} />}
      {accept && <Line term="格式" text={accept.join('、')} />}
      {field.example && <Line term="范例" text={field.example} />}
      {field.clause && <Line term="依据" text={`操作说明（${field.clause}）`} />}
    </dl>
  )
}

function Line({ term, text }: { term: string; text: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  )
}
