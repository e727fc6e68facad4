// node scripts/run.mjs FILE [ARGUMENT…]: runs a TypeScript file of the project on the project's own Node.
import { ensureInstalled, projectNode, run } from './ground.mjs'

ensureInstalled()
process.exit(await run(projectNode(), process.argv.slice(2)))
