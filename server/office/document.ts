import type { FastifyInstance } from 'fastify'
import type { Fields } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'

type Node = { properties?: Record<string, Node & { title?: string; description?: string }>; [key: string]: unknown }

/** The API's own document. Routes are described once, at the start; what the office has said of a field since stands there as well. */
export function documentRoute(app: FastifyInstance) {
  let made: { of: readonly Module[]; document: object } | null = null
  app.get('/api/openapi.json', { config: { allow: 'public' }, schema: { hide: true } }, () => {
    const modules = app.modules
    if (made?.of !== modules) made = { of: modules, document: described(app.swagger(), modules) }
    return made.document
  })
}

function described(document: object, modules: readonly Module[]): object {
  const copy = structuredClone(document) as { paths: Record<string, Record<string, { tags?: string[] }>> }
  for (const operation of Object.values(copy.paths).flatMap((methods) => Object.values(methods))) {
    const module = modules.find(({ path }) => operation.tags?.includes(path))
    if (module) describe(operation as Node, module.fields)
  }
  return copy
}

/** Wherever a schema holds fields of the business: known by key and label. */
function describe(node: Node, fields: Fields) {
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const field = Object.hasOwn(fields, key) ? fields[key]! : undefined
    if (field === undefined || property.title !== field.label) continue
    if (field.hint === undefined) delete property.description
    else property.description = field.hint
  }
  for (const part of Object.values(node)) if (typeof part === 'object' && part !== null) describe(part as Node, fields)
}
