// npm start: from a fresh checkout to a serving system.
import { join } from 'node:path'
import { ensureInstalled, projectNode, root, run } from './ground.mjs'
import { ensureWeb } from './web.mjs'

const DEFAULTS = { PORT: '8090', HOST: 'localhost', DATA_DIR: '.luoshi' }

ensureInstalled()
await ensureWeb()
// Types are stripped and code compiled once: later starts are quicker and 20 MB smaller.
const CACHE = join(root, 'node_modules', '.cache', 'luoshi')
const env = Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, process.env[name] || value]))
env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || CACHE
process.exit(await run(projectNode(), ['server/main.ts', ...process.argv.slice(2)], { env }))
