import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from '#kernel/refusal.ts'
import { sendRefusal } from './refuse.ts'

const BUILT = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** The pages, as built and compressed beforehand. Every address that is no file and not of the API is a page of the one application. */
export async function site(app: FastifyInstance) {
  const built = existsSync(BUILT)
  app.setNotFoundHandler((request, reply) => {
    const page = built && request.method === 'GET' && !request.url.startsWith('/api/') && !/\.[a-z0-9]{2,5}(\?|$)/i.test(request.url)
    return page ? reply.header('Cache-Control', 'no-cache').sendFile('index.html') : sendRefusal(reply, notFound())
  })
  if (!built) return
  await app.register(fastifyStatic, {
    root: BUILT,
    preCompressed: true,
    // Names of assets carry a digest of their content; index.html names the current ones and is asked for anew each time.
    setHeaders: (reply, path) =>
      void reply.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
}
