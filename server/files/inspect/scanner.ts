import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { CannotStart } from '../../database/cannot-start.ts'

/** Asks an outside virus scanner. Anything but an answer must reject: a file that could not be scanned is refused. */
export type Scanner = (bytes: Buffer) => Promise<'clean' | 'infected'>

/** The setting FILE_SCANNER: `none`, `clamd://host:port`, or `clamd:/path/of/socket`. What it does not understand stops the program. */
export function scannerFrom(setting: string): Scanner {
  if (setting === 'none') return noScanner
  const address = /^clamd:(?:\/\/(?<host>[^/:]+):(?<port>\d+)|(?<path>\/[^/].*))$/u.exec(setting)?.groups
  if (!address) throw new CannotStart(`FILE_SCANNER 应为 none、clamd://主机:端口 或 clamd:/套接字路径，现为“${setting}”。`)
  return clamd(address['path'] === undefined ? { host: address['host'] ?? '', port: Number(address['port']) } : { path: address['path'] })
}

/** No scanner is installed beside the built-in checks, and somebody said so. */
export const noScanner: Scanner = async () => 'clean'

let configured: Scanner | undefined
export const configuredScanner = (): Scanner => (configured ??= scannerFrom(process.env['FILE_SCANNER'] || 'none'))

/** ClamAV's daemon, by its INSTREAM command: chunks with their length before them, an empty chunk at the end. */
function clamd(address: { host: string; port: number } | { path: string }): Scanner {
  return async (bytes) => {
    const socket = connect(address)
    socket.setTimeout(20_000, () => socket.destroy(new Error('clamd did not answer')))
    socket.write('zINSTREAM\0')
    for (let start = 0; start < bytes.length; start += CHUNK) {
      const chunk = bytes.subarray(start, start + CHUNK)
      socket.write(lengthOf(chunk))
      socket.write(chunk)
    }
    socket.write(Buffer.alloc(4))
    const answer = (await buffer(socket)).toString('utf8').replaceAll('\0', '').trim()
    if (answer.endsWith(' FOUND')) return 'infected'
    if (answer === 'stream: OK') return 'clean'
    throw new Error(`clamd answered ${answer}`)
  }
}

const CHUNK = 256 * 1024

function lengthOf(chunk: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length)
  return length
}
