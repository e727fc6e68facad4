import type { Field } from '#kernel/field.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { makeDocx } from '../files/inspect/fixtures/make-docx.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { makePdf } from '../files/inspect/fixtures/make-pdf.ts'
import { makeXlsx } from '../files/inspect/fixtures/make-xlsx.ts'
import type { Call } from './players.ts'

const papers: Record<string, () => Buffer> = { pdf: makePdf, docx: makeDocx, png: makePng, xlsx: makeXlsx }

/** A small file that a field takes. */
export function paperFor({ label, options }: Field): { name: string; bytes: Buffer } {
  const accepted = (options.accept ?? Object.keys(papers)) as string[]
  const type = Object.keys(papers).find((each) => accepted.includes(each))
  if (type === undefined)
    throw new Error(`Nobody has shown how to make one of ${accepted.join(', ')} for 《${label}》: see server/testing/papers.ts`)
  return { name: `${label}.${type}`, bytes: papers[type]!() }
}

/** Uploads as the browser does: declared, created, sent. */
export async function upload(call: Call, { name, bytes }: { name: string; bytes: Buffer }): Promise<HeldFile> {
  const tus = { 'tus-resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from(name).toString('base64')},declared ${Buffer.from('1').toString('base64')}`
  const created = await call('POST', '/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  })
  const sent = await call('PATCH', created.headers.location as string, {
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  })
  if (sent.statusCode !== 204) throw new Error(`${name} was not taken: ${sent.body}`)
  return { id: sent.headers['luoshi-file'] as string, name, size: bytes.length, type: sent.headers['luoshi-type'] as string }
}
