import { join } from 'node:path'
import cookie from '@fastify/cookie'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { v4 } from 'uuid'
import type { Module } from '#kernel/module.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Database } from '../database/connect.ts'
import { diskStore, type FileStore } from '../files/store.ts'
import { type Keys, openKeys } from '../identity/keys.ts'
import type { SecondFactor } from '../identity/must-enrol.ts'
import { Results } from '../jobs/results.ts'
import { InForce } from '../office/in-force.ts'
import type { Connectors } from '../outside/connectors.ts'
import type { Policy } from './admission.ts'
import { installRefusals, sendRefusal } from './refuse.ts'
import { installHeaders, putHeaders } from './headers.ts'
import { onlyJson } from './json-body.ts'
import { loggedError } from './log-error.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: Database
    /** The collection as the office has tuned it, as of this request. */
    modules: readonly Module[]
    inForce: InForce
    settings: Settings
    keys: Keys
    files: FileStore
    results: Results
  }
  interface FastifyContextConfig {
    allow?: Policy
  }
}

export type Settings = {
  dataDir: string
  /** A proxy in front speaks TLS and tells the caller's address. */
  behindProxy: boolean
  demonstration: boolean
  secondFactor: SecondFactor
  /** The ways out of the system that the operator has set up. */
  connectors: Connectors | null
  /** Requests a minute one address may make; tests and benches raise it. */
  requestsPerMinute: number
}

/** The server without its routes: limits, headers, refusals, OpenAPI. A route that names no policy stops the start. */
export async function bareApp(db: Database, modules: readonly Module[], settings: Settings, logLevel = 'warn'): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: 1024 * 1024,
    trustProxy: settings.behindProxy ? ['loopback', 'uniquelocal'] : false,
    genReqId: () => v4(),
    logger: { level: logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'], serializers: { err: loggedError } },
    routerOptions: { maxParamLength: 200, querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)) },
    requestTimeout: 120_000,
    // An address that cannot be read never reaches a route, nor a hook.
    frameworkErrors: (_error, request, reply) =>
      void sendRefusal(putHeaders(reply, request.url), new Refusal(400, 'BAD_REQUEST', '请求的地址有误。')),
  })
  app.decorate('db', db)
  const inForce = await InForce.begin(db, modules)
  app.decorate('inForce', inForce)
  app.decorate('modules', { getter: () => inForce.modules })
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/api/')) await inForce.now()
  })
  app.decorate('settings', settings)
  app.decorate('keys', openKeys(settings.dataDir))
  app.decorate('files', diskStore(join(settings.dataDir, 'files')))
  app.decorate('results', new Results(settings.dataDir))
  installRefusals(app)
  installHeaders(app)
  onlyJson(app)
  // Shapes are checked by the route itself, so that every sentence is ours; here they only feed the document.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api') && route.config?.allow === undefined && route.method !== 'HEAD')
      throw new Error(`${String(route.method)} ${route.url} names no policy`)
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: '1 minute',
    // Whoever is gone before being counted has no address any more.
    keyGenerator: ({ ip }) => normalizeIP((ip as string | undefined) ?? '0.0.0.0'),
    errorResponseBuilder: () => new Refusal(429, 'TOO_MANY', '操作过于频繁，请稍候再试。'),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '落实 开放接口',
        version: '1',
        description: '由业务声明生成。写操作须带 Idempotency-Key 与 X-Luoshi 请求头；系统对接使用访问令牌（Authorization: Bearer）。',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  return app
}
