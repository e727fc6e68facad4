import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { machine } from './browser.ts'
import { somebody } from './people.ts'
import { presses, sees } from './seeing.ts'

type Size = { width: number; height: number }

/** Every page of the product, each as somebody who has it sees it, finished. */
export const pages: Record<string, (size: Size) => Promise<Page>> = {
  登录: async (size) => shown(await machine(size), '/sign-in', '手机号'),
  演示账号: async (size) => {
    const page = await shown(await machine(size), '/sign-in', '演示账号')
    await page.getByRole('switch', { name: '使用演示账号登录' }).click()
    await sees(page, '渝中区')
    return page
  },
  工作台: async (size) => shown(await somebody('渝中录入员', size), '/', '国家全域旅游示范区'),
  领导工作台: async (size) => shown(await somebody('市委改革办领导', size), '/', '改革试点'),
  改革试点台账: async (size) => shown(await somebody('市委改革办审核员一', size), '/m/reform/pilot', '城区老工业区搬迁改造试点'),
  试点推进台账: async (size) => shown(await somebody('市委改革办审核员一', size), '/m/reform/pilot-progress', '市住房城乡建委'),
  新建改革试点: async (size) => {
    const page = await shown(await somebody('渝北录入员', size), '/m/reform/pilot/new', '新建改革试点')
    await presses(page, /^填报体检/)
    await sees(page.getByRole('region', { name: '填报体检结果' }), '《试点名称》没有填写')
    return page
  },
  改革试点: (size) => pilot(size, '填报内容'),
  办理记录: (size) => pilot(size, '办理记录'),
  版本对照: (size) => pilot(size, '版本对照'),
  试点推进一览: (size) => pilot(size, /^试点推进（/),
  填报指南: async (size) => shown(await somebody('渝北录入员', size), '/help', '填报指南'),
  改革试点填报指南: async (size) => shown(await somebody('渝北录入员', size), '/help/reform/pilot', '填写规范'),
  通知公告: async (size) => shown(await somebody('市委改革办改革试点模块管理员', size), '/notices', '发布通知'),
  账号与安全: async (size) => shown(await somebody('渝北录入员', size), '/account', '接口访问令牌'),
  开放接口文档: async (size) => shown(await somebody('渝北录入员', size), '/api-docs', '改革试点'),
  组织机构: async (size) => shown(await somebody('重庆市系统管理员', size), '/administration/orgs', '重庆市住房和城乡建设委员会'),
  人员账号: async (size) => shown(await somebody('重庆市系统管理员', size), '/administration/people', '演示·重庆市领导'),
  岗位授权: async (size) => shown(await somebody('重庆市安全管理员一', size), '/administration/posts', '演示·重庆市领导'),
  审计日志: async (size) => shown(await somebody('重庆市审计管理员', size), '/administration/audit', '以演示账号登录'),
  没有的页面: async (size) => shown(await somebody('渝北录入员', size), '/nowhere', '没有'),
}

async function pilot(size: Size, tab: string | RegExp): Promise<Page> {
  const page = await shown(await somebody('市委改革办审核员一', size), `/m/reform/pilot?q=${encodeURIComponent('国家城乡融合发展试验区')}`, '国家城乡融合发展试验区')
  await page.getByRole('link', { name: '国家城乡融合发展试验区' }).first().click()
  await page.getByRole('tab', { name: tab }).click()
  await page.getByRole('tabpanel', { name: tab }).waitFor()
  return page
}

async function shown(page: Page, path: string, words: string): Promise<Page> {
  await page.goto(new URL(path, inject('origin')).href)
  await sees(page, words)
  return page
}
