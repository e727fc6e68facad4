import { parseArgs } from 'node:util'
import { readScheme, readUnits, scoreRead } from './read-files.ts'
import { readText } from './read-text.ts'
import { scoreTable } from './score-table.ts'
import { scoresFileOf } from './scores-file.ts'
import { readShowing } from './showing/read-showing.ts'
import { showingTable } from './showing/showing-table.ts'
import { show } from './showing/showing.ts'
import { WrongFile } from './wrong-file.ts'

const USAGE = `npm run score -- --scheme 指标体系.json --values 指标值.json [--json]
npm run score -- --showing 晾晒.json [--json]

按指标体系计算各单位的得分、指数、排名和颜色，或者计算“885”晾晒得分，不连接数据库。
  --scheme 文件   指标体系（JSON，格式见 docs/scoring/scheme.schema.json）
  --values 文件   各单位指标值（JSON，格式见 docs/scoring/values.schema.json；或 CSV，每个指标一列）
  --showing 文件  晾晒参数和各项指标（JSON，格式见 docs/scoring/showing.schema.json），单独使用
  --json          以 JSON 输出，数值保留六位小数，并附计算过程
  --help          显示本说明

规则和算例见 docs/scoring.md。只要结果、不要 npm 的提示行时，用 npm run --silent score -- …
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
  if (given?.help) {
    console.log(USAGE)
    return 0
  }
  const { scheme, values, showing, json } = given ?? {}
  const ofShowing = showing !== undefined && scheme === undefined && values === undefined
  if (ofShowing) printShowing(showing, json === true)
  else if (scheme !== undefined && values !== undefined && showing === undefined) printScores(scheme, values, json === true)
  else {
    console.error(USAGE)
    return 2
  }
  return 0
}

function printScores(schemePath: string, valuesPath: string, json: boolean) {
  const own = readText(schemePath)
  const scheme = readScheme(own.text, own.file)
  const { text, file } = readText(valuesPath)
  const scored = scoreRead(scheme, readUnits(text, file))
  console.log(json ? JSON.stringify(scoresFileOf(scheme, scored), null, 2) : scoreTable(scheme, scored))
}

function printShowing(path: string, json: boolean) {
  const { text, file } = readText(path)
  const shown = show(readShowing(text, file))
  console.log(json ? JSON.stringify(shown, null, 2) : showingTable(shown))
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        scheme: { type: 'string' },
        values: { type: 'string' },
        showing: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    return null
  }
}
