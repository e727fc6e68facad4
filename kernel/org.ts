/**
 * Organisations, people and the posts they hold. A post is a role at an organisation between two dates;
 * everything a person may do or see follows from the posts held at that moment.
 */
export type OrgKind = 'city' | 'office' | 'district' | 'department'

/** Stands for all organisations where something is published to everybody who holds a business post. */
export const EVERYONE = 'everyone'

/** What the kinds are called, in the order in which they are listed. */
export const kindNames: Record<OrgKind, string> = { district: '区县', department: '市级部门', office: '市委改革办', city: '全市' }

export type Org = { id: string; name: string; short: string; kind: OrgKind }

/** Business roles work on records; the three administrators (三员) never do. */
export const businessRoles = ['entry', 'reviewer', 'leader', 'module-admin'] as const
export const adminRoles = ['system-admin', 'security-admin', 'audit-admin'] as const
export const roles = [...businessRoles, ...adminRoles] as const

export type BusinessRole = (typeof businessRoles)[number]
export type AdminRole = (typeof adminRoles)[number]
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  entry: '录入员',
  reviewer: '审核员',
  leader: '领导',
  'module-admin': '模块管理员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
}

/** `for` is whom somebody stands in for, where the post is not their own. */
export type Post = { org: string; role: Role; for?: Principal }

/** 被代理人: whoever is absent and has named a deputy. */
export type Principal = { id: string; name: string }

/** Posts in which somebody else may stand in for a time. Administrators of any kind are appointed, never deputed. */
export const deputableRoles = ['entry', 'reviewer', 'leader'] as const satisfies readonly BusinessRole[]

/** Who is asking: a person with the posts in force now, their own before those held for somebody else. */
export type Actor = { id: string; name: string; posts: readonly Post[] }

export const isBusiness = (role: Role): role is BusinessRole => (businessRoles as readonly Role[]).includes(role)
export const isAdmin = (role: Role): role is AdminRole => (adminRoles as readonly Role[]).includes(role)

/** Organisations whose business this person shares. No post, no organisation: an empty list sees nothing. */
export function orgsOf(actor: Actor): string[] {
  return [...new Set(actor.posts.filter((post) => isBusiness(post.role)).map((post) => post.org))]
}
