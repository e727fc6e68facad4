import { modules } from '#modules/all.ts'

/** `reform/pilot:read` as a person reads it. */
export function scopeWords(scope: string): string {
  const [path = '', wish] = scope.split(':')
  return `${modules.find((module) => module.path === path)?.name ?? NAMES[path] ?? path}（${wish === 'write' ? '办理' : '查看'}）`
}

const NAMES: Record<string, string> = {
  uploads: '附件上传',
  files: '附件',
  jobs: '导入与下载',
  names: '单位与字典',
  notices: '通知公告',
  manuals: '操作手册',
  todos: '待办',
}
