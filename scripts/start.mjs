// npm start: from a fresh checkout to a serving system.
import { ensureInstalled, projectNode, run } from './ground.mjs'
import { ensureWeb } from './web.mjs'

const DEFAULTS = { PORT: '8090', HOST: 'localhost', DATA_DIR: '.luoshi' }

ensureInstalled()
await ensureWeb()
const env = Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, process.env[name] || value]))
process.exit(await run(projectNode(), ['server/main.ts', ...process.argv.slice(2)], { env }))
