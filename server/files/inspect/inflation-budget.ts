import { Refused } from './verdict.ts'

const MAX_INFLATED = 100 * 1024 * 1024
const MAX_MEMBERS = 10_000

/**
 * What one upload may grow to, its nested containers included. Counted while inflating, since a container's own figures may lie;
 * how much smaller it was before does not matter (a good table shrinks a hundredfold too).
 */
export class InflationBudget {
  #bytes = MAX_INFLATED
  #members = MAX_MEMBERS

  get bytesLeft(): number {
    return this.#bytes
  }

  inflated(bytes: number): void {
    this.#bytes -= bytes
    if (this.#bytes < 0) throw new Refused('FILE_INFLATES', '文件解压后超过 100 MB，不予接收。请拆分或压缩其中的图片后重新上传。')
  }

  members(count: number): void {
    this.#members -= count
    if (this.#members < 0) throw new Refused('FILE_INFLATES', '文件内部的条目超过 10000 个，不予接收。请拆分后重新上传。')
  }
}
