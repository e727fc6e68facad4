import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { Role } from '#kernel/org.ts'

/** A page of the administration: its address is `/administration/<path>`, its entry in the navigation is shown to these roles. */
export type AdministrationPage = { path: string; label: string; roles: readonly Role[]; Page: LazyExoticComponent<ComponentType> }

export const administrationPages: readonly AdministrationPage[] = [
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
]
