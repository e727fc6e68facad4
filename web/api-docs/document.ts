/** The parts of an OpenAPI 3.1 document that the page shows. */

export type Schema = {
  $ref?: string
  title?: string
  description?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: boolean | Schema
  maxLength?: number
  maxItems?: number
}

type Content = { content?: Record<string, { schema?: Schema }>; description?: string }
export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
export type Operation = {
  summary?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: Content
  responses?: Record<string, Content>
}
export type OpenApi = {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export type Endpoint = { path: string; method: string; operation: Operation }

/** The endpoints by their first tag, in the order of the document. */
export function endpointsByTag(document: OpenApi): [tag: string, endpoints: Endpoint[]][] {
  const groups = new Map<string, Endpoint[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? ''
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method: method.toUpperCase(), operation }])
    }
  }
  return [...groups]
}

/** The schema that a reference stands for. */
export function resolved(document: OpenApi, schema: Schema): Schema {
  const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1]
  return name === undefined ? schema : (document.components?.schemas?.[name] ?? schema)
}

export const bodyOf = (content: Content | undefined): Schema | undefined => Object.values(content?.content ?? {})[0]?.schema

/** What kind of value a schema asks for, in a few Chinese words. */
export function kindWords(document: OpenApi, given: Schema): string {
  const schema = resolved(document, given)
  if (schema.enum) return schema.enum.map(String).join('、')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const choices = (schema.anyOf ?? schema.oneOf)?.filter((choice) => choice.type !== 'null')
  if (choices) return [...new Set(choices.map((choice) => kindWords(document, choice)))].join(' 或 ')
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type
  if (type === 'array') return `若干${schema.items ? `：${kindWords(document, schema.items)}` : ''}`
  if (type === 'string') return `${FORMATS[schema.format ?? ''] ?? '文字'}${schema.maxLength ? `（不超过 ${schema.maxLength} 字）` : ''}`
  return TYPES[type ?? ''] ?? '任意'
}

const FORMATS: Record<string, string> = { uuid: '编号（UUID）', date: '日期', 'date-time': '时间' }
const TYPES: Record<string, string> = { object: '对象', integer: '整数', number: '数', boolean: '是否' }
