import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

/** An account as the first start prints it, password and all. */
export type Printed = { phone: string; name: string; password: string }

/** Where it serves, the accounts that its first start printed, and the folder it keeps everything in. */
export type Product = { origin: string; printed: Printed[]; dataDir: string }

declare module 'vitest' {
  interface ProvidedContext {
    products: Product[]
  }
}

const ROOT = join(import.meta.dirname, '..')
const SHOTS = join(import.meta.dirname, 'shots')

const CONNECTORS = {
  address: 'http://localhost',
  hosts: ['127.0.0.1'],
  messenger: { url: 'http://127.0.0.1:9/', secret: 'nobody listens there' },
  mail: { host: '127.0.0.1', port: 9, from: 'luoshi@office.example', domains: ['office.example'] },
}

/** For vitest's `globalSetup`: for each process that plays journeys the product itself, as its first start leaves it, for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(ROOT, 'web', 'dist', 'index.html')))
    throw new Error('The pages are not built: npm test -- --only journeys builds them first')
  rmSync(SHOTS, { recursive: true, force: true })
  mkdirSync(SHOTS)
  const products = await Promise.all(Array.from({ length: project.vitest.config.maxWorkers }, ownCity))
  project.provide(
    'products',
    products.map(({ stop: _stop, ...product }) => product),
  )
  return async () => {
    await Promise.all(products.map(({ stop }) => stop()))
  }
}

async function ownCity() {
  const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-journeys-'))
  // Set up, so that everybody can choose; nobody invented is ever written to.
  writeFileSync(join(dataDir, 'connectors.json'), JSON.stringify(CONNECTORS), { mode: 0o600 })
  const { origin, printed, stop } = await start(dataDir)
  return {
    ...{ origin, printed, dataDir },
    async stop() {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The product on a folder, with the arguments of `npm start`; answers once it serves. */
export async function start(dataDir: string, ...args: string[]) {
  // One machine plays everybody here, so it asks more often than any one desk would.
  const env = { ...process.env, PORT: '0', HOST: 'localhost', DATA_DIR: dataDir, REQUESTS_PER_MINUTE: '1000000' }
  const child = spawn(process.execPath, ['server/main.ts', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const printed: Printed[] = []
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it served`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, phone, password, name] = /^ {2}(\d{11}) {2}(\S+) {2}(.+)$/.exec(line) ?? []
      if (phone && password && name) printed.push({ phone, password, name })
      const [, address] = /已启动：(\S+)/u.exec(line) ?? []
      if (address) resolve(address)
      // What the server logs from level 40 on is worth seeing beside the journey that caused it.
      if (line.startsWith('{')) console.error(line)
    })
  })
  return {
    origin,
    printed,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
