import type { Call } from './players.ts'

/** Uploads a file as the pages do, declared and in one piece. Answers its id, or throws with the refusal. */
export async function uploaded(call: Call, bytes: Uint8Array, name: string): Promise<string> {
  const tus = { 'tus-resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from(name).toString('base64')},declared ${btoa('1')}`
  const created = await call('POST', '/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  })
  const sent = await call('PATCH', created.headers.location as string, {
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: Buffer.from(bytes),
  })
  if (sent.statusCode !== 204) throw new Error(sent.body)
  return sent.headers['luoshi-file'] as string
}
