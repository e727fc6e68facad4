import type { Server } from './server.ts'
import type { Figures } from './figures.ts'
import { load, type Loaded } from './load.ts'
import type { Ear } from './overheard.ts'
import { pgbench, scriptOf } from './pgbench.ts'
import type { Scene } from './scenes.ts'
import type { Times } from './writes.ts'

/** Through the product, and the same statements through pgbench alone. */
export type Pair = { clients: number; product: Loaded; sql: Figures }

export type Measured = { name: string; viewer: string; pairs: Pair[] }

/** What is read, by so many at once, in every variant alike. */
export async function measureScene(url: string, server: Server, ear: Ear, scene: Scene, all: readonly Times[]): Promise<Measured> {
  const scripts: string[] = []
  for (const shot of scene.shots) scripts.push(scriptOf(await ear.statementsOf(shot)))
  const pairs: Pair[] = []
  for (const times of all) {
    const product = await load({ port: server.port, ...times, shots: scene.shots })
    const sql = await pgbench({ url, ...times, scripts })
    pairs.push({ clients: times.clients, product, sql })
  }
  return { name: scene.name, viewer: scene.viewer, pairs }
}
