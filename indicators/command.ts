import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readScheme, readUnits, WrongFile } from './read-files.ts'
import type { Scheme } from './scheme.ts'
import { score, type Scored } from './score.ts'
import { scoreTable } from './score-table.ts'
import { WrongFigure, type Unit } from './values.ts'

const USAGE = `npm run score -- --scheme 指标体系.json --values 指标值.json [--json]

按指标体系计算各单位的得分、指数、排名和颜色，不连接数据库。
  --scheme 文件   指标体系（JSON，格式见 docs/scoring/scheme.schema.json）
  --values 文件   各单位指标值（JSON，格式见 docs/scoring/values.schema.json；或 CSV，每个指标一列）
  --json          以 JSON 输出，得分保留六位小数，并附计算过程
  --help          显示本说明

退出码：0 已计算；2 输入有误，说明一句话和所在位置。`

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof WrongFile)) throw error
  console.error(`✗ ${error.message}`)
  process.exitCode = 2
}

function main(args: string[]): number {
  const given = parsed(args)
  if (!given || given.help || !given.scheme || !given.values) {
    const asked = given?.help === true
    ;(asked ? console.log : console.error)(USAGE)
    return asked ? 0 : 2
  }
  const scheme = readScheme(textOf(given.scheme), basename(given.scheme))
  const scored = scoredFrom(scheme, readUnits(textOf(given.values), basename(given.values)), basename(given.values))
  if (scored.ignored.length > 0) console.error(`提示：指标体系中没有 ${scored.ignored.join('、')}，未参与计算。`)
  console.log(given.json ? JSON.stringify(scored, null, 2) : scoreTable(scheme, scored))
  return 0
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        scheme: { type: 'string' },
        values: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    return null
  }
}

function scoredFrom(scheme: Scheme, units: Unit[], file: string): Scored {
  try {
    return score(scheme, units)
  } catch (error) {
    throw error instanceof WrongFigure ? new WrongFile(file, `${error.unit}.${error.indicator}`, error.message) : error
  }
}

/** In UTF-8, or as spreadsheets of Chinese offices save it. */
function textOf(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new WrongFile(path, '', '文件不存在或无法读取')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
