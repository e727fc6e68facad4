import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { OrgKind, Role } from '#kernel/org.ts'

/** A page of the administration: its address is `/administration/<path>`, its entry in the navigation is shown to these roles, of the reform office alone where `office` says so. */
export type AdministrationPage = {
  path: string
  label: string
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
    roles: ['system-admin'],
    Page: lazy(async () => ({ default: (await import('./orgs-page.tsx')).OrgsPage })),
  },
  {
    path: 'people',
    label: '人员账号',
    roles: ['system-admin', 'security-admin'],
    Page: lazy(async () => ({ default: (await import('./people-page.tsx')).PeoplePage })),
  },
  {
    path: 'posts',
    label: '岗位授权',
    roles: ['security-admin'],
    Page: lazy(async () => ({ default: (await import('./posts-page.tsx')).PostsPage })),
  },
  {
    path: 'audit',
    label: '审计日志',
    roles: ['audit-admin'],
    Page: lazy(async () => ({ default: (await import('./audit-page.tsx')).AuditPage })),
  },
  {
    path: 'businesses',
    label: '业务设置',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/tuning-page.tsx')).TuningPage })),
  },
  {
    path: 'dictionaries',
    label: '字典维护',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/dictionaries-page.tsx')).DictionariesPage })),
  },
  {
    path: 'notices',
    label: '通知发布',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/notices-page.tsx')).PublishedNoticesPage })),
  },
  {
    path: 'manuals',
    label: '手册管理',
    roles: ['module-admin'],
    office: true,
    Page: lazy(async () => ({ default: (await import('../office/manuals-page.tsx')).ManualsPage })),
  },
]
