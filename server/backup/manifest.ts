import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { obstacle } from './both-languages.ts'

const FORMAT = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
const count = z.int().min(0)
const shape = z.strictObject({
  format: z.literal(FORMAT),
  /** The product's version. */
  product: z.string(),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  /** Names of the migrations that had been performed, oldest first. */
  level: z.array(z.string()).min(1),
  /** In an order in which they can be filled. `sha256` is that of the rows as `tables/<name>.copy` holds them. */
  tables: z.array(z.strictObject({ name, columns: z.array(z.string()), rows: count, bytes: count, sha256 })),
  sequences: z.array(z.strictObject({ name, position: z.string().regex(/^-?\d+$/), used: z.boolean() })),
  /** Attachments, under `files/` as the product's own store keeps them. */
  files: z.array(z.strictObject({ sha256, size: count })),
  /** Attachments that the database names and the store had no longer, or altered. */
  missing: z.array(sha256),
  anchor: z.strictObject({ bytes: count, sha256 }).nullable(),
})

/** What a backup says of itself; written last, so that a folder without one is no backup. */
export type Manifest = z.infer<typeof shape>

/** Writes the manifest and, in a file beside it that sha256sum understands, its own digest. Answers the digest. */
export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): Promise<string> {
  const text = `${JSON.stringify({ format: FORMAT, ...manifest }, null, 1)}\n`
  const digest = digestOf(text)
  await writeFile(join(folder, 'manifest.json'), text, { mode: 0o600, flush: true })
  await writeFile(join(folder, 'manifest.sha256'), sealed(digest), { mode: 0o600, flush: true })
  return digest
}

/** Throws CannotStart where the folder is no backup, or its manifest is not as it was written. */
export async function readManifest(folder: string): Promise<{ manifest: Manifest; digest: string }> {
  const [text, seal] = await Promise.all([read(folder, 'manifest.json'), read(folder, 'manifest.sha256')])
  const digest = digestOf(text)
  if (seal.toString() !== sealed(digest))
    throw obstacle('备份已损坏：清单 manifest.json 与其校验值不符。', 'the backup is damaged: its manifest does not have its digest')
  const { data } = shape.safeParse(JSON.parse(text.toString()))
  if (!data)
    throw obstacle('备份由其他版本的系统制作，本版本无法识别其格式。', 'another release made this backup: its format is not known here')
  return { manifest: data, digest }
}

/** Where the rows of a table are. */
export const rowsFile = (folder: string, table: string) => join(folder, 'tables', `${table}.copy`)

/** Where the attachments are. */
export const filesFolder = (folder: string) => join(folder, 'files')

const digestOf = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')

const sealed = (digest: string) => `${digest}  manifest.json\n`

async function read(folder: string, file: string): Promise<Buffer> {
  return readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
    throw obstacle(`${folder} 不是完整的备份：${file} 无法读取（${error.code}）。`, `not a whole backup: ${file} cannot be read`)
  })
}
