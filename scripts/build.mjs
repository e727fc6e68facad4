// npm run build: installs and builds. Whoever starts the server afterwards need not be able to write here.
import { ensureInstalled } from './ground.mjs'
import { ensureWeb } from './web.mjs'

ensureInstalled()
await ensureWeb()
