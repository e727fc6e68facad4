import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../database/cannot-start.ts'
import { anchorFile, anchorsIn } from './anchor-file.ts'
import type { Verification } from './chain.ts'
import { verifyDatabase, verifyExport } from './verify-chains.ts'

const USAGE = `npm run audit:verify -- [导出文件.ndjson | --database] [--anchor 锚点文件]

逐条重算审计记录的校验链，并与数据库之外的锚点文件核对。完好时退出码为 0，发现问题为 1。
  导出文件.ndjson   审计管理员导出的文件，可在任何一台机器上核对
  --database        直接核对数据库（DATABASE_URL，或数据目录中的内置数据库；默认）
  --anchor 文件     锚点文件，默认为数据目录（DATA_DIR）下的 audit-anchor.ndjson`

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof CannotStart ? `✗ ${error.message}` : error)
  process.exitCode = 1
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parsed(args)
  if (values.help) return told(USAGE, 0)
  const [file, more] = positionals
  if (more !== undefined || (file !== undefined && values.database)) return told(USAGE, 1)
  if (file !== undefined && !existsSync(file)) throw new CannotStart(`没有找到文件 ${file}。`)
  const dataDir = resolve(process.env.DATA_DIR || '.luoshi')
  const path = values.anchor ?? anchorFile(dataDir)
  if (values.anchor !== undefined && !existsSync(path)) throw new CannotStart(`没有找到锚点文件 ${path}。`)

  const started = performance.now()
  const { entries, chains, broken } = file === undefined ? await ofDatabase(dataDir, path) : await verifyExport(file, anchorsIn(path))
  console.log(`核对 ${chains} 条链、${entries} 条记录，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒。`)
  if (!existsSync(path)) console.log(`未找到锚点文件 ${path}：整体改写和近期截尾无从发现，请用 --anchor 指定。`)
  if (broken.length === 0) return told('✓ 校验链完好。', 0)
  for (const { chain, seq, why } of broken) console.log(`✗ 链 ${chain} 第 ${seq} 条：${why}`)
  return 1
}

/** The driver is loaded here alone: a file is verified without one. */
async function ofDatabase(dataDir: string, anchors: string): Promise<Verification> {
  const { withDatabase } = await import('../database/with-database.ts')
  return withDatabase(dataDir, (db) => verifyDatabase(db, anchorsIn(anchors)))
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { database: { type: 'boolean' }, anchor: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n\n${USAGE}`)
  }
}

function told(text: string, code: number): number {
  console.log(text)
  return code
}
