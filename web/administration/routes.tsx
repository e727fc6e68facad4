import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { OrgKind, Role } from '#kernel/org.ts'

/** A page of the administration: its address is `/administration/<path>`, its entry in the navigation is shown to these roles, of the reform office alone where `office` says so. `about` says what is done there. */
export type AdministrationPage = {
  path: string
  label: string
  about: string
  roles: readonly Role[]
  office?: true
  Page: LazyExoticComponent<ComponentType>
}

/** The pages that a person's posts open. */
export function pagesFor(posts: readonly { role: Role; kind: OrgKind }[]): AdministrationPage[] {
  return administrationPages.filter(({ roles, office }) =>
    posts.some((post) => roles.includes(post.role) && (!office || post.kind === 'office')),
  )
}

const administrationPages: readonly AdministrationPage[] = [
  {
    path: 'orgs',
    label: '组织机构',
    about: '新增、停用单位，维护名称、简称和排序。',
    roles: ['system-admin'],
    Page: lazy(async () => ({ default: (await import('./orgs-page.tsx')).OrgsPage })),
  },
  {
    path: 'people',
    label: '人员账号',
    about: '开设、停用账号，重置密码，查看人员岗位。',
    roles: ['system-admin', 'security-admin'],
    Page: lazy(async () => ({ default: (await import('./people-page.tsx')).PeoplePage })),
  },
  {
    path: 'deliveries',
    label: '对外发送',
    about: '启用、停用消息对外发送，处理未送达的消息。',
    roles: ['system-admin'],
    Page: lazy(async () => ({ default: (await import('./deliveries-page.tsx')).DeliveriesPage })),
  },
  {
    path: 'posts',
    label: '岗位授权',
    about: '授予、确认、撤销岗位。',
    roles: ['security-admin'],
    Page: lazy(async () => ({ default: (await import('./posts-page.tsx')).PostsPage })),
  },
  {
    path: 'audit',
    label: '审计日志',
    about: '查询、导出办理与被拒绝操作的全部记录。',
    roles: ['audit-admin'],
    Page: lazy(async () => ({ default: (await import('./audit-page.tsx')).AuditPage })),
  },
  {
    path: 'businesses',
    label: '业务设置',
    about: '修改各业务的填写说明、范例、体检、时限和填报时间。',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/tuning-page.tsx')).TuningPage })),
  },
  {
    path: 'dictionaries',
    label: '字典维护',
    about: '新增、更名、排序、停用字典选项。',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/dictionaries-page.tsx')).DictionariesPage })),
  },
  {
    path: 'notices',
    label: '通知发布',
    about: '发布、撤回通知，查看各单位已读情况。',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/notices-page.tsx')).PublishedNoticesPage })),
  },
  {
    path: 'manuals',
    label: '手册管理',
    about: '上传操作手册及各业务说明，发布新版。',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/manuals-page.tsx')).ManualsPage })),
  },
  {
    path: 'map',
    label: '地图轮廓',
    about: '更换五色图的区县轮廓，可恢复随系统提供的。',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../cockpit/outline-page.tsx')).OutlinePage })),
  },
]
