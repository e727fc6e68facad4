import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../database/cannot-start.ts'

/**
 * Keys that the database never holds, each derived from one secret for one purpose: sealing phone numbers, finding them again,
 * recognising devices, digesting request bodies, sealing secrets of second factors, digesting recovery codes, sealing mail addresses. `version` is
 * written into what is sealed.
 */
export type Keys = {
  version: number
  seal: Buffer
  find: Buffer
  device: Buffer
  body: Buffer
  factor: Buffer
  recovery: Buffer
  mail: Buffer
}

/**
 * The installation's secret: LUOSHI_KEY (base64 of 32 bytes), or else the file `keys/1.key` of the data folder, made on first use for this user alone.
 * Every process on one database needs the same one. Throws CannotStart when it is malformed.
 */
export function openKeys(dataDir: string, given = process.env.LUOSHI_KEY): Keys {
  const secret = given ? secretIn(given, 'LUOSHI_KEY') : keptIn(join(dataDir, 'keys'))
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'luoshi', purpose, 32))
  return {
    version: 1,
    seal: derived('seal phone'),
    find: derived('find phone'),
    device: derived('device'),
    body: derived('request body'),
    factor: derived('seal second factor'),
    recovery: derived('recovery code'),
    mail: derived('seal mail address'),
  }
}

/** Where the secret comes from, for the operator: LUOSHI_KEY, or the path of its file, which may not be there yet. */
export function keySource(dataDir: string, given = process.env.LUOSHI_KEY): { name: string; present: boolean } {
  const path = fileIn(join(dataDir, 'keys'))
  return given ? { name: 'LUOSHI_KEY', present: true } : { name: path, present: existsSync(path) }
}

export const keyed = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

function keptIn(folder: string): Buffer {
  const path = fileIn(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return secretIn(readFileSync(path, 'utf8'), path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  make(folder, path)
  return secretIn(readFileSync(path, 'utf8'), path)
}

const fileIn = (folder: string) => join(folder, '1.key')

/** Written whole and flushed before it gets its name; of two processes at once the first one's file stays. */
function make(folder: string, path: string) {
  const draft = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.draft`)
  const file = openSync(draft, 'wx', 0o600)
  writeSync(file, `${randomBytes(32).toString('base64')}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  unlinkSync(draft)
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}

function secretIn(text: string, where: string): Buffer {
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.length !== 32) throw new CannotStart(`${where} 中的密钥有误：应为 32 字节随机数的 base64 编码。`)
  return secret
}
