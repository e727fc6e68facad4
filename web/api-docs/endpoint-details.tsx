import styles from './api-docs.module.css'
import { bodyOf, type Endpoint, type OpenApi, type Parameter } from './document.ts'
import { SchemaTable } from './schema-table.tsx'

const PLACES: Record<string, string> = { path: '路径', query: '查询', header: '请求头', cookie: 'Cookie' }

/** One method of one address; what it takes and answers opens below it. */
export function EndpointDetails({ document, endpoint: { path, method, operation } }: { document: OpenApi; endpoint: Endpoint }) {
  const body = bodyOf(operation.requestBody)
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, content]) => {
    const schema = bodyOf(content)
    return schema ? [{ status, schema }] : []
  })
  return (
    <details className={styles.endpoint}>
      <summary>
        <span className={styles.method} data-method={method}>
          {method}
        </span>
        <code>{path.replaceAll('{', ':').replaceAll('}', '')}</code>
        <span className={styles.summary}>{operation.summary}</span>
      </summary>
      <div className={styles.inside}>
        {operation.parameters && operation.parameters.length > 0 && <Parameters parameters={operation.parameters} />}
        {body && (
          <>
            <h3>提交内容（JSON）</h3>
            <SchemaTable document={document} schema={body} />
          </>
        )}
        {answers.map(({ status, schema }) => (
          <div key={status}>
            <h3>答复 {status === '4XX' || status === '4xx' ? '（不予办理，4xx）' : status}</h3>
            <SchemaTable document={document} schema={schema} />
          </div>
        ))}
        {!body && answers.length === 0 && !operation.parameters?.length && <p>没有参数。</p>}
      </div>
    </details>
  )
}

function Parameters({ parameters }: { parameters: Parameter[] }) {
  return (
    <>
      <h3>参数</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">位置</th>
            <th scope="col">必需</th>
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr key={`${parameter.in} ${parameter.name}`}>
              <td>
                <code>{parameter.name}</code>
              </td>
              <td>{PLACES[parameter.in] ?? parameter.in}</td>
              <td>{parameter.required ? '是' : '否'}</td>
              <td>{parameter.description ?? parameter.schema?.description ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
