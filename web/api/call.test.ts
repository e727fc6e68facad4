/// <reference types="node" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { call, callBlob, Refused, whenLeaving } from './call.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that gives these answers in turn, and the idempotency keys it was asked with. */
async function serving(...answers: Answer[]) {
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined)
    answers[Math.min(keys.length, answers.length) - 1]!(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => server.close().closeAllConnections())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/x`, keys }
}

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const hangUp: Answer = (request) => request.socket.destroy()

describe('a call of the API', () => {
  test('a write without an answer is repeated with the same key until its outcome is known', async () => {
    const { url, keys } = await serving(
      hangUp,
      json(409, { code: 'IN_FLIGHT', message: '同一操作正在办理中，请稍候。' }),
      json(201, { id: 'a' }),
    )
    expect(await call('POST', url, { body: { values: {} } })).toEqual({ id: 'a' })
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('two writes have two keys unless the caller gives one', async () => {
    const { url, keys } = await serving(json(200, {}))
    await call('POST', url)
    await call('POST', url)
    await call('POST', url, { key: 'kept-by-the-form' })
    expect(new Set(keys).size).toBe(3)
    expect(keys[2]).toBe('kept-by-the-form')
  })

  test('a refusal is thrown at once, whole', async () => {
    const { url, keys } = await serving(
      json(422, {
        code: 'INVALID',
        message: '《文号》没有填写',
        field: 'docNo',
        problems: [{ field: 'docNo', message: '《文号》没有填写' }],
      }),
    )
    const refused = await call('POST', url).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({
      status: 422,
      code: 'INVALID',
      message: '《文号》没有填写',
      field: 'docNo',
      problems: [{ field: 'docNo' }],
      facts: {},
    })
    expect(keys).toHaveLength(1)
  })

  test('a read is left to whoever asked, and what is no refusal of ours still has a Chinese sentence', async () => {
    const { url, keys } = await serving((_request, response) => response.writeHead(502).end('<html>'))
    await expect(call('GET', url)).rejects.toMatchObject({ status: 502, message: '服务器暂时不能处理，请稍后重试。' })
    expect(keys).toEqual([undefined])
  })

  test('the end of the session is told once to whoever shows the pages', async () => {
    const told: string[] = []
    whenLeaving((why) => told.push(why))
    const { url } = await serving(
      json(401, { code: 'SIGNED_OUT', message: '登录已失效，请重新登录。' }),
      json(401, { code: 'SIGN_IN_FAILED', message: '手机号或密码不正确。' }),
      json(401, { code: 'CODE_REQUIRED', message: '请输入动态口令。' }),
      json(403, { code: 'PASSWORD_MUST_CHANGE', message: '首次登录请先修改初始密码。' }),
      json(403, { code: 'SECOND_FACTOR_REQUIRED', message: '请先绑定动态口令。' }),
    )
    for (let at = 0; at < 5; at++) await call('GET', url).catch(() => {})
    expect(told).toEqual(['signed-out', '/password', '/second-factor'])
  })
})

describe('the bytes of a file', () => {
  test('come with the name the server gives them', async () => {
    const { url } = await serving((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': "attachment; filename*=UTF-8''%E9%80%9A%E7%9F%A5.pdf" })
        .end('bytes'),
    )
    const { blob, name } = await callBlob(url)
    expect(await blob.text()).toBe('bytes')
    expect(name).toBe('通知.pdf')
  })

  test('are refused in the words of the server, and a session that has ended leads to the sign-in page', async () => {
    const told: string[] = []
    whenLeaving((why) => told.push(why))
    const { url } = await serving(
      json(409, { code: 'RESULT_GONE', message: '文件已经清理，请重新办理。' }),
      json(401, { code: 'SIGNED_OUT', message: '登录已失效，请重新登录。' }),
    )
    await expect(callBlob(url)).rejects.toMatchObject({ status: 409, code: 'RESULT_GONE', message: '文件已经清理，请重新办理。' })
    await expect(callBlob(url)).rejects.toMatchObject({ status: 401 })
    expect(told).toEqual(['signed-out'])
  })

  test('break off in Chinese, before the first of them or after', async () => {
    const half: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    const { url } = await serving(hangUp, half)
    const unreachable = { status: 0, message: '网络不通，请检查网络后重试。' }
    await expect(callBlob(url)).rejects.toMatchObject(unreachable)
    await expect(callBlob(url)).rejects.toMatchObject(unreachable)
  })
})
