import type { HeldFile } from '#kernel/fields/files.ts'
import type { Call } from './players.ts'

/** Sends one of the two requests of an upload, throws with whatever refuses it, and answers the way to read a header of the answer. */
type Send = (method: 'POST' | 'PATCH', path: string, headers: Record<string, string>, body?: Buffer) => Promise<(header: string) => string>

/** Uploads a file as the pages do, declared and in one piece. Answers the way to read what was made of it. */
export async function inOnePiece(send: Send, bytes: Uint8Array, name: string): Promise<(header: string) => string> {
  const tus = { 'tus-resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from(name).toString('base64')},declared ${btoa('1')}`
  const made = await send('POST', '/api/uploads', { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata })
  const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  return send('PATCH', made('location'), headers, Buffer.from(bytes))
}

/** The same in somebody's name. */
export async function upload(call: Call, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<HeldFile> {
  const made = await inOnePiece(
    async (method, path, headers, body) => {
      const answer = await call(method, path, { headers, ...(body ? { body } : {}) })
      if (answer.statusCode >= 300) throw new Error(`${name} was not taken: ${answer.body}`)
      return (header) => answer.headers[header] as string
    },
    bytes,
    name,
  )
  return { id: made('luoshi-file'), name, size: bytes.length, type: made('luoshi-type') }
}

/** The same, where nothing but its id is wanted. */
export const uploaded = async (call: Call, bytes: Uint8Array, name: string): Promise<string> => (await upload(call, { name, bytes })).id
