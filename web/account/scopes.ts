import { modules } from '#modules/all.ts'

/** `reform/pilot:read` as a person reads it. */
export function scopeWords(scope: string): string {
  const [path, wish] = scope.split(':')
  return `${modules.find((module) => module.path === path)?.name ?? path}（${wish === 'write' ? '办理' : '查看'}）`
}

export const offeredScopes = modules.flatMap(({ path }) => [`${path}:read`, `${path}:write`])
