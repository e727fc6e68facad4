import type { Examination } from './examination.ts'
import { active } from './verdict.ts'

const FILEPASS = 0x2f
const BOUNDSHEET = 0x85
const SUPBOOK = 0x1ae

/** Walks the records of a BIFF workbook [MS-XLS]: whether it is encrypted; macro sheets and DDE links are refused. */
export function readWorkbookRecords(content: Buffer, examination: Examination): 'encrypted' | 'open' {
  for (let at = 0; at + 4 <= content.length;) {
    const record = content.readUInt16LE(at)
    const body = content.subarray(at + 4, at + 4 + content.readUInt16LE(at + 2))
    at += 4 + body.length
    if (record === FILEPASS) {
      examination.cannotRead('表格设有打开密码，系统无法检查其中是否有密级标志。', 'ENCRYPTED')
      return 'encrypted'
    }
    if (record === BOUNDSHEET && body[5] === 1) throw active('宏表', '另存为 .xlsx 文件')
    if (record === SUPBOOK && isDataExchange(body)) throw active('DDE 动态数据交换链接', '断开该链接')
  }
  return 'open'
}

/** A supporting link names a DDE source as 程序 ␃ 主题. The path of another workbook may hold that character too, but begins with ␁. */
function isDataExchange(body: Buffer): boolean {
  return body.length > 6 && body.readUInt16LE(2) < 0x0100 && body[5] !== 1 && body.includes(3, 5)
}
