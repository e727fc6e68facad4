import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Lays a .br and a .gz beside every text file of the build, so that the server compresses nothing while people wait. */
export function precompressed(): Plugin {
  let folder = ''
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const texts = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name))
      await Promise.all(texts.map((entry) => compress(join(entry.parentPath, entry.name))))
    },
  }
}

const TEXT = /\.(?:js|mjs|css|html|svg|json|geojson|wasm|bcmap)$/

/** Below this a packet more or less makes no difference. */
const WORTHWHILE = 1024

async function compress(path: string) {
  const plain = await readFile(path)
  if (plain.length < WORTHWHILE) return
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    promisify(gzip)(plain, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)])
}
