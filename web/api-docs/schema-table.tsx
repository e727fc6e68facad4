import styles from './api-docs.module.css'
import { kindWords, resolved, type OpenApi, type Schema } from './document.ts'

type Row = { name: string; depth: number; required: boolean; schema: Schema }

const DEEPEST = 4

/** An object's members, those of members set in below them. */
export function SchemaTable({ document, schema }: { document: OpenApi; schema: Schema }) {
  const rows = rowsOf(document, schema, 0)
  if (rows.length === 0) return <p>{kindWords(document, schema)}</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">字段</th>
          <th scope="col">类型</th>
          <th scope="col">必需</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, depth, required, schema: member }, at) => (
          <tr key={at}>
            <td style={{ paddingLeft: 10 + depth * 18 }}>
              <code>{name}</code>
            </td>
            <td>{kindWords(document, member)}</td>
            <td>{required ? '是' : '否'}</td>
            <td>{[member.title, member.description].filter(Boolean).join('：')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function rowsOf(document: OpenApi, given: Schema, depth: number): Row[] {
  const schema = resolved(document, given)
  const choice = (schema.anyOf ?? schema.oneOf)?.map((each) => resolved(document, each)).find((each) => each.properties ?? each.items)
  const inner = choice ?? schema
  if (inner.items) return rowsOf(document, inner.items, depth)
  if (!inner.properties || depth > DEEPEST) return []
  return Object.entries(inner.properties).flatMap(([name, member]) => [
    {
      name,
      depth,
      required: inner.required?.includes(name) ?? false,
      schema: { ...resolved(document, member), ...(member.title ? { title: member.title } : {}) },
    },
    ...rowsOf(document, member, depth + 1),
  ])
}
