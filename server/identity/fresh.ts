import { forbidden } from '#kernel/refusal.ts'
import type { Caller } from './identify.ts'

const MINUTES = 5

/** Until when the person counts as having just shown who they are; null for a token, which never does. */
export function freshUntil(caller: Caller): Date | null {
  return caller.freshAt && new Date(caller.freshAt.getTime() + MINUTES * 60_000)
}

/** Refuses what must not be done from a screen left alone, unless the password, and the code where one is enrolled, was given within five minutes (R-ID-08). */
export function requireFresh(caller: Caller): void {
  const until = freshUntil(caller)
  if (!until || until < caller.now)
    throw forbidden('此操作需要再次验证身份，请输入您的登录密码；已绑定动态口令的，还须输入动态口令。', 'FRESH_REQUIRED')
}
