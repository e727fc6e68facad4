import { Upload, type HttpResponse } from 'tus-js-client'
import type { HeldFile } from '#kernel/fields/files.ts'
import { meantFor } from '#web/api/page-of.ts'

const CHUNK = 4 * 1024 * 1024

export type Sending = { pause: () => void; resume: () => void; cancel: () => Promise<void> }

export type Listener = {
  moved: (sent: number) => void
  done: (held: HeldFile) => void
  /** A Chinese sentence; `final` when trying again with the same file is of no use. */
  failed: (message: string, final: boolean) => void
}

/**
 * Sends one file piece by piece and goes on where it stopped: after a lost connection by itself, after a closed page when the same
 * file is chosen again. The server inspects the whole file after its last byte and answers with its number or a refusal.
 */
export function send(file: File, org: string | null, listener: Listener): Sending {
  let number: string | null = null
  const upload = new Upload(file, {
    endpoint: '/api/uploads',
    chunkSize: CHUNK,
    retryDelays: [500, 1000, 3000, 6000, 12_000],
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, declared: '1', ...(org ? { org } : {}) },
    onBeforeRequest(request) {
      request.setHeader('X-Luoshi', '1')
      for (const [name, value] of Object.entries(meantFor())) request.setHeader(name, value)
      if (request.getMethod() !== 'HEAD') request.setHeader('Idempotency-Key', crypto.randomUUID())
    },
    onAfterResponse(_request, response) {
      number = response.getHeader('Luoshi-File') ?? number
    },
    // An intranet machine may call itself offline and still reach the server.
    onShouldRetry: (error) => isPassing(statusOf(error)),
    onProgress: (sent) => listener.moved(sent),
    onSuccess() {
      if (number) listener.done({ id: number, name: file.name, size: file.size, type: file.type })
      else listener.failed('没有收到服务器的检查结果，请重新上传。', true)
    },
    onError(error) {
      const status = statusOf(error)
      const refusal = sentenceIn(responseOf(error))
      if (refusal) listener.failed(refusal, !isPassing(status))
      else listener.failed('网络中断，已传部分不会丢失，请点“继续”。', false)
    },
  })
  void upload.findPreviousUploads().then(([earlier]) => {
    if (earlier) upload.resumeFromPreviousUpload(earlier)
    upload.start()
  })
  return {
    pause: () => void upload.abort(),
    resume: () => upload.start(),
    cancel: () => upload.abort(true).catch(() => {}),
  }
}

const responseOf = (error: Error): HttpResponse | null =>
  'originalResponse' in error ? (error.originalResponse as HttpResponse | null) : null

const statusOf = (error: Error) => responseOf(error)?.getStatus() ?? 0

const isPassing = (status: number) => status === 0 || status === 409 || status === 423 || status === 429 || status >= 500

function sentenceIn(response: HttpResponse | null): string | null {
  try {
    const { message } = JSON.parse(response?.getBody() ?? 'null') as { message?: unknown }
    return typeof message === 'string' ? message : null
  } catch {
    return null
  }
}
