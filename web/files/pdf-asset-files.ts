import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { PDF_ASSETS } from './pdf-assets.ts'

const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs']

/** Scripts inside documents are never run. */
const isWanted = (name: string) => !/quickjs/i.test(name)

/** Copies what pdf.js loads by name into the build, and serves it while developing. */
export function pdfAssetFiles(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    name: 'pdf-asset-files',
    async generateBundle() {
      for (const folder of FOLDERS) {
        for (const name of (await readdir(join(home, folder))).filter(isWanted)) {
          this.emitFile({
            type: 'asset',
            fileName: `${PDF_ASSETS.slice(1)}${folder}/${name}`,
            source: await readFile(join(home, folder, name)),
          })
        }
      }
    },
    configureServer(server) {
      server.middlewares.use(PDF_ASSETS, (request, response, next) => {
        const [, folder = '', name = ''] = (request.url ?? '').split('/')
        if (!FOLDERS.includes(folder)) return next()
        readFile(join(home, folder, name)).then((bytes) => response.end(bytes), next)
      })
    },
  }
}
