import { verbNames, type Verb } from '#kernel/act.ts'
import { modules } from '#modules/all.ts'

/** What an entry of the audit log did, as a person says it: 改革试点 · 提交. Codes that nobody has named are shown as they are. */
export function actionWords(action: string): string {
  const [subject = '', deed = ''] = action.split(':')
  const module = modules.find((each) => each.path === subject)
  if (module) return `${module.name} · ${deeds[deed] ?? verbNames[deed as Verb] ?? deed}`
  return actions[action] ?? action
}

export const resultWords = (result: string) => (result === 'done' ? '成功' : `被拒绝：${refusals[result] ?? result}`)

const deeds: Record<string, string> = {
  act: '办理',
  export: '导出',
  tune: '修改设置',
  urge: '加急提醒',
  'import-read': '读取导入表格',
  import: '导入',
  'import-result': '取回标注了问题的表格',
  batch: '批量下载',
  'batch-result': '取回批量下载文件',
}

const actions: Record<string, string> = {
  'session:open': '登录',
  'session:close': '退出登录',
  'session:renew': '再次验证身份',
  'session:demonstrate': '以演示账号登录',
  'password:change': '修改密码',
  'password:issue': '重置密码',
  'factor:offer': '申请绑定动态口令',
  'factor:enrol': '绑定动态口令',
  'factor:reset': '重置动态口令',
  'person:create': '开设账号',
  'person:change': '修改账号',
  'person:disable': '停用账号',
  'person:enable': '恢复账号',
  'person:phone': '查看完整手机号',
  'org:create': '新增单位',
  'org:change': '修改单位',
  'post:grant': '授予岗位',
  'post:confirm': '确认岗位',
  'post:revoke': '撤销岗位',
  'post:appoint': '运维人员设立管理员',
  'token:create': '新建访问令牌',
  'token:revoke': '撤销访问令牌',
  'notice:publish': '发布通知',
  'notice:withdraw': '撤回通知',
  'notice:read': '阅读通知',
  'dictionary:add': '新增字典选项',
  'dictionary:change': '修改字典选项',
  'manual:add': '新增手册',
  'manual:issue': '发布手册新版',
  'manual:change': '修改手册',
  'deputy:name': '指定代理人',
  'deputy:end': '结束代理',
  'message:read': '消息标为已读',
  'reach:set': '设置消息接收方式',
  'sending:set': '启用或停用对外发送',
  'delivery:retry': '重新发送消息',
  'audit:export': '导出审计日志',
  'backup:take': '备份',
  'backup:restore': '从备份恢复',
  'job:decide': '决定导入',
  'job:drop': '移除导入或下载',
  'file:upload': '上传附件',
  'file:download': '下载附件',
}

const refusals: Record<string, string> = {
  SIGN_IN_FAILED: '手机号或密码不正确',
  LOCKED: '已锁定',
  CODE_REQUIRED: '待输入动态口令',
  CODE_WRONG: '动态口令不正确',
  SIGNED_OUT: '未登录',
  NOT_ALLOWED: '没有权限',
  SCOPE: '令牌权限不足',
  NOT_FOUND: '不存在或不可见',
  INVALID: '填写有误',
  STALE: '内容已被更新',
  TAKEN: '重复填报',
  NOTHING_CHANGED: '没有改动',
  WINDOW_CLOSED: '不在填报时间内',
  WITHDRAWN: '已经撤回',
  FILE_GONE: '附件已失效',
  FOREIGN_SITE: '非本系统页面',
  FRESH_REQUIRED: '须再次验证身份',
  PASSWORD_MUST_CHANGE: '须先修改密码',
  SECOND_FACTOR_REQUIRED: '须先绑定动态口令',
  FACTOR_NOT_OFFERED: '绑定密钥已失效',
  NOT_ENROLLED: '没有绑定动态口令',
  PASSWORD_CURRENT_WRONG: '密码不正确',
  PASSWORD_REFUSED: '新密码不合要求',
  PASSWORD_USED: '近期用过的密码',
  INITIAL_PASSWORD_SPENT: '初始密码已失效',
  NOT_YOURSELF: '不能对本人办理',
  SECOND_PERSON: '须由另一人确认',
  IN_FLIGHT: '重复提交',
  OWN_SUBMISSION: '不能审核本人填报的内容',
  DEPUTY_NAMED: '已有代理人',
  NO_POST_TO_DEPUTE: '没有可代理的岗位',
  URGED: '当天已提醒过',
}
