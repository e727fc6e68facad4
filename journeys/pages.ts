import type { Page } from 'playwright-core'
import { dayOf } from '#kernel/day.ts'
import { expectRefusal, machine } from './browser.ts'
import { bindAuthenticator, signsIn, somebody, withOwnPassword, written } from './people.ts'
import { opensTodo, presses, sees } from './seeing.ts'
import { gives } from './sheets.ts'
import { served } from './served.ts'

/** Every page of the product, each as somebody who has it sees it, finished. */
export const pages: Record<string, () => Promise<Page>> = {
  登录: async () => shown(await machine(), '/sign-in', '手机号'),
  演示账号: async () => {
    const page = await shown(await machine(), '/sign-in', '演示账号')
    await page.getByRole('switch', { name: '使用演示账号登录' }).click()
    await sees(page, '渝中区')
    return page
  },
  设置新密码: async () => {
    const { phone, password } = served().printed.find((each) => each.name === '演示·市委改革办领导')!
    const page = await machine()
    await page.request.post('/api/session', { data: { phone, password }, headers: written() })
    return shown(page, '/password', '首次登录须修改初始密码')
  },
  绑定动态口令: async () => {
    const page = await machine()
    await withOwnPassword(page.request, '九龙坡录入员')
    return shown(page, '/second-factor', '不能扫码的')
  },
  输入动态口令: async () => {
    const page = await machine()
    const account = await withOwnPassword(page.request, '渝中录入员')
    await bindAuthenticator(page.request)
    expectRefusal(page, 401, '/api/session')
    await shown(page, '/sign-in', '手机号')
    await signsIn(page, account)
    await sees(page, '动态口令')
    return page
  },
  工作台: async () => shown(await somebody('渝中录入员'), '/', '国家全域旅游示范区'),
  领导工作台: async () => shown(await somebody('市委改革办领导'), '/', /共 \d+ 个/),
  改革试点台账: async () => shown(await somebody('市委改革办审核员一'), '/m/reform/pilot', '城区老工业区搬迁改造试点'),
  试点推进台账: async () => shown(await somebody('市委改革办审核员一'), '/m/reform/pilot-progress', '市住房城乡建委'),
  批量下载改革试点: async () => {
    const page = await shown(await somebody('市委改革办审核员一'), '/m/reform/pilot', '城区老工业区搬迁改造试点')
    await presses(page, '批量下载')
    await page.getByRole('checkbox', { name: '全选本页' }).check()
    return page
  },
  从Excel导入改革试点: async () => shown(await somebody('渝北录入员'), '/m/reform/pilot/import', '上传填好的表格'),
  导入核对: async () => {
    const page = await shown(await somebody('大足录入员'), '/m/reform/pilot/import', '上传填好的表格')
    await gives(page, '试点.csv', Buffer.from(SHEET))
    await sees(page, '《级别》只能是')
    return page
  },
  导入与下载: async () => {
    const page = await shown(await somebody('璧山录入员'), '/m/reform/pilot/import', '上传填好的表格')
    await gives(page, '试点.csv', Buffer.from(SHEET))
    await sees(page, '现在没有写入任何内容')
    return shown(page, '/jobs', '导入改革试点：试点.csv')
  },
  新建改革试点: async () => {
    const page = await shown(await somebody('渝北录入员'), '/m/reform/pilot/new', '新建改革试点')
    await presses(page, /^填报体检/)
    await sees(page.getByRole('region', { name: '填报体检结果' }), '《试点名称》没有填写')
    return page
  },
  试点推进填报: async () => {
    const page = await shown(await somebody('黔江录入员'), '/', '我的待办')
    await opensTodo(page, '实践创新基地（第五批）')
    await page.getByRole('link', { name: '继续填写' }).click()
    await presses(page, '增加一项成果')
    await sees(page, '具体举措及解决问题')
    return page
  },
  待审核的改革试点: async () => {
    const page = await shown(await somebody('大渡口审核员'), '/', '我的待办')
    await opensTodo(page, '城区老工业区搬迁改造试点')
    await sees(page.getByRole('toolbar', { name: '办理' }), '驳回')
    return page
  },
  改革试点: () => pilot('填报内容'),
  办理记录: () => pilot('办理记录'),
  版本对照: () => pilot('版本对照'),
  试点推进一览: () => pilot(/^试点推进（/),
  集中核准: async () => shown(await somebody('市委改革办审核员二'), '/round/digital/matter', '农贸市场食品安全监管“一件事”'),
  名录库: async () => shown(await somebody('渝北录入员'), '/directory/digital/matter', '危险货物道路运输“一件事”'),
  一件事台账: async () => shown(await somebody('市委改革办审核员一'), '/m/digital/matter', '移除名录库'),
  上传新一图两清单: async () => {
    const page = await shown(await somebody('南岸录入员'), '/', '前未上传将移除名录库')
    await opensTodo(page, '老旧小区加装电梯“一件事”')
    await page.getByRole('link', { name: '继续填写' }).click()
    await sees(page, '前未上传将移除名录库')
    return page
  },
  已终止的一件事: async () => {
    const page = await shown(await somebody('荣昌录入员'), '/m/digital/matter', '危险货物道路运输全程监管')
    await page.getByRole('link', { name: '危险货物道路运输全程监管' }).click()
    await sees(page, '需停止与该“一件事”有关后续工作')
    return page
  },
  一件事填报指南: async () => shown(await somebody('渝北录入员'), '/help/digital/matter', '纳入名录库并晾晒'),
  改革需求清单台账: async () => shown(await somebody('市委改革办审核员一'), '/m/reform/demand-task', '健全检查检验结果互认体系'),
  新建改革需求: async () => shown(await somebody('永川录入员'), '/m/reform/demand/new', '需求描述'),
  交办堵点卡点: async () => shown(await somebody('市委改革办录入员一'), '/m/reform/blockage/new', '破解要求'),
  推进情况填报: async () => {
    const page = await shown(await somebody('市农业农村委录入员'), '/', '我的待办')
    await opensTodo(page, '建立农村集体资产监管机制')
    await page.getByRole('link', { name: '继续填写' }).click()
    await page.getByRole('region', { name: '市委改革办设立交办' }).waitFor()
    return page
  },
  历次推进情况: async () => {
    const page = await shown(await somebody('市住房城乡建委审核员'), '/m/reform/project', '健全城市更新可持续推进机制')
    await page.getByRole('link', { name: '健全城市更新可持续推进机制' }).first().click()
    await page.getByRole('tab', { name: /^历次推进情况/ }).click()
    await sees(page, '第 1 次')
    return page
  },
  申请延期: async () => {
    const page = await shown(await somebody('市委改革办审核员一'), '/', '我的待办')
    await opensTodo(page, '完善返乡创业全周期服务制度')
    await sees(page, '同意延期')
    return page
  },
  深改委会议: async () => {
    const page = await shown(await somebody('市委改革办审核员一'), '/m/reform/meeting', '演示第一次')
    await page
      .getByRole('link', { name: /演示第一次/ })
      .first()
      .click()
    await page.getByRole('tab', { name: /^会议决定事项/ }).click()
    await sees(page, '健全涉企检查统筹机制')
    return page
  },
  重大改革项目满意度台账: async () => shown(await somebody('市委改革办审核员一'), '/m/reform/project-satisfaction', '91.35'),
  区县改革报表: async () => shown(await somebody('渝中领导'), '/reports/district', '按已审定的事项实时计算'),
  一期重大改革项目报表: async () => {
    const page = await somebody('市委改革办录入员一')
    await page.request.post('/api/reports/project/periods', { headers: written(), data: { on: dayOf(new Date()) } })
    await shown(page, '/reports/project', '各期报表')
    await page
      .getByRole('link', { name: /^\d{4}年\d+—\d+月$/ })
      .first()
      .click()
    await presses(page, '查看和录入')
    await sees(page, '可从 Excel 复制一列')
    return page
  },
  测算: async () => {
    const page = await shown(await somebody('渝中录入员'), '/reports/district/what-if', '只作测算，不写入任何内容')
    await presses(page, '增加：改革经验获全国性肯定评价')
    await sees(page.getByRole('region', { name: '再多一件，指数变化多少' }), /^\+\d/)
    return page
  },
  指标体系: async () => shown(await somebody('市委改革办模块管理员'), '/reports/district/schemes', '以此新建'),
  现行指标体系: async () => shown(await somebody('渝中领导'), '/reports/district/schemes/district-3.0', '通用规则'),
  编辑指标体系草稿: async () => {
    const page = await shown(await keeper(), `/reports/district/schemes/${await draftScheme()}`, '试算比较')
    await page
      .getByRole('navigation', { name: '指标体系结构' })
      .getByRole('button', { name: /全国性肯定评价/ })
      .click()
    await page.getByLabel('权重（分）').fill('20')
    await sees(page, '合计 45，还可分配 5')
    return page
  },
  试算比较: async () => {
    const page = await shown(await keeper(), `/reports/district/schemes/${await draftScheme()}`, '试算比较')
    await presses(page, '试算')
    await sees(page, /起施行的指标体系比较/)
    return page
  },
  计算前核对: async () => {
    const office = await somebody('市委改革办审核员一')
    const page = await shown(office, `/reports/periods/${await openedNow(office)}`, '在办事项')
    await page.getByText('在办事项').click()
    await sees(page, '台账')
    return page
  },
  驾驶舱: async () => shown(await somebody('市委改革办领导'), '/cockpit', '尚未计入'),
  驾驶舱表格: async () => {
    const page = await shown(await somebody('市委改革办领导'), '/cockpit', '尚未计入')
    await page
      .getByRole('region', { name: /五色图$/ })
      .getByText('表', { exact: true })
      .click()
    await sees(page.getByRole('region', { name: '各区县指数表' }), '片区排名')
    return page
  },
  驾驶舱区县: async () => shown(await somebody('渝中领导'), '/cockpit/district/500103', '各榜情况'),
  重大改革项目报表驾驶舱: async () => shown(await somebody('重庆市领导'), '/cockpit/projects', '部门指数和排名'),
  重大改革项目部门明细: async () => shown(await somebody('重庆市领导'), '/cockpit/projects?department=dept-zhujianwei', '标志性成果数'),
  区县投屏: async () => shown(await somebody('渝中领导'), '/wall/district', '综合评价指数排名'),
  重大改革项目投屏: async () => shown(await somebody('重庆市领导'), '/wall/projects', '部门排名'),
  地图轮廓: async () => {
    const page = await shown(await keeper(), '/administration/map', '没有更换过')
    await page.getByRole('group', { name: '地图轮廓' }).waitFor()
    return page
  },
  办理统计: async () => shown(await somebody('市委改革办审核员一'), '/statistics', /^\d+\.\d%$/),
  填报指南: async () => shown(await somebody('渝北录入员'), '/help', '填报指南'),
  改革试点填报指南: async () => shown(await somebody('渝北录入员'), '/help/reform/pilot', '填写说明'),
  通知公告: async () => shown(await somebody('渝北录入员'), '/notices', '系统使用提示'),
  一条通知: async () => {
    const page = await shown(await somebody('渝北录入员'), '/notices', '系统使用提示')
    await page.getByRole('link', { name: /关于做好本季度改革试点推进/ }).click()
    await sees(page, '附件')
    return page
  },
  业务设置: async () => shown(await keeper(), '/administration/businesses?of=reform/pilot-progress', '填写说明与范例'),
  业务设置预览: async () => {
    const page = await shown(await keeper(), '/administration/businesses?of=reform/pilot', '填写说明与范例')
    await presses(page, '预览')
    await sees(page.getByRole('dialog', { name: /预览/ }), '涉及区县')
    return page
  },
  字典维护: async () => shown(await keeper(), '/administration/dictionaries?of=field-track', '党建统领'),
  驳回原因: async () => {
    const page = await shown(await keeper(), '/administration/dictionaries?of=return-reasons', '填报范围')
    await presses(page, '编辑 内容与改革无关')
    await sees(page.getByRole('dialog'), '建议用语')
    return page
  },
  通知发布: async () => shown(await keeper(), '/administration/notices', '系统使用提示'),
  发布通知: async () => {
    const page = await shown(await keeper(), '/administration/notices', '系统使用提示')
    await presses(page, '发布通知')
    await page.getByRole('dialog').getByText('按单位类别').click()
    await sees(page.getByRole('dialog'), '市级部门')
    return page
  },
  已读情况: async () => {
    const page = await shown(await keeper(), '/administration/notices', '系统使用提示')
    await presses(page, /已读情况：关于规范/)
    await sees(page.getByRole('dialog', { name: /已读情况/ }), '未读单位')
    return page
  },
  手册管理: async () => shown(await keeper(), '/administration/manuals', '改革报表填报说明'),
  消息: async () => shown(await somebody('市委改革办审核员二'), '/messages', '标为已读'),
  账号与安全: async () => shown(await somebody('渝北录入员'), '/account', '接口访问令牌'),
  开放接口文档: async () => shown(await somebody('渝北录入员'), '/api-docs', '改革试点'),
  组织机构: async () => shown(await somebody('重庆市系统管理员'), '/administration/orgs', '重庆市住房和城乡建设委员会'),
  人员账号: async () => shown(await somebody('重庆市系统管理员'), '/administration/people', '演示·万州'),
  对外发送: async () => shown(await somebody('重庆市系统管理员'), '/administration/deliveries', '政务即时通讯'),
  岗位授权: async () => shown(await somebody('重庆市安全管理员一'), '/administration/posts', '演示·'),
  审计日志: async () => shown(await somebody('重庆市审计管理员'), '/administration/audit', '以演示账号登录'),
  没有的页面: async () => shown(await somebody('渝北录入员'), '/nowhere', '没有'),
}

/** One row that can be imported, and one with every kind of mark. */
const SHEET = `试点名称,级别,部署文件名称,文号,涉及区县,部署时间
山区城市更新试点,国家级,关于开展城市更新试点工作的通知（演示）,演示〔2026〕390号,渝北、江北,2026-03-02
滨江城市体检试点,省级,关于开展城市体检试点工作的通知（演示）,演示〔2026〕391号,火星,2026年13月1日
`

/** A draft that is the printed scheme of 3.0, for a day far off. */
async function draftScheme(): Promise<string> {
  const { request } = await keeper()
  const schemes = (await (await request.get('/api/reports/district/schemes')).json()) as { id: string; content: object }[]
  const content = { ...schemes.find(({ id }) => id === 'district-3.0')!.content, id: `draft-${crypto.randomUUID().slice(0, 8)}` }
  await request.post('/api/reports/district/schemes', { data: { content, validFrom: '2199-01-01' }, headers: written() })
  return content.id
}

/** The period that runs now, opened if nobody has opened it yet. */
export async function openedNow({ request }: Page): Promise<string> {
  const day = dayOf(new Date())
  await request.post('/api/reports/district/periods', { data: { on: day }, headers: written() })
  const periods = (await (await request.get('/api/reports/district/periods')).json()) as { id: string; first: string; last: string }[]
  return periods.find(({ first, last }) => first <= day && day <= last)!.id
}

const keeper = () => somebody('市委改革办模块管理员')

async function pilot(tab: string | RegExp): Promise<Page> {
  const page = await shown(
    await somebody('市委改革办审核员一'),
    `/m/reform/pilot?q=${encodeURIComponent('国家城乡融合发展试验区')}`,
    '国家城乡融合发展试验区',
  )
  await page.getByRole('link', { name: '国家城乡融合发展试验区' }).first().click()
  await page.getByRole('tab', { name: tab }).click()
  await page.getByRole('tabpanel', { name: tab }).waitFor()
  return page
}

async function shown(page: Page, path: string, words: string | RegExp): Promise<Page> {
  await page.goto(new URL(path, served().origin).href)
  await sees(page, words)
  return page
}
