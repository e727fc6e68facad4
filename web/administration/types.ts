import type { OrgKind, Role } from '#kernel/org.ts'

/** What the administration's part of the API answers. Instants are ISO texts, calendar dates 'YYYY-MM-DD'. */

export type AdminOrg = {
  id: string
  name: string
  short: string
  kind: OrgKind
  pinyin: string
  position: number
  foundedOn: string | null
  retiredOn: string | null
  version: number
  posts: number
}

export type PersonPost = { org: string; orgName: string; role: Role; roleName: string; pending: boolean }
export type Person = {
  id: string
  name: string
  phone: string
  demonstration: boolean
  createdAt: string
  activeAt: string
  disabledAt: string | null
  factor: boolean
  passwordState: 'none' | 'issued' | 'expired' | 'own'
  version: number
  posts: PersonPost[]
}
/** `initialPassword` is in the first answer alone. */
export type Issued = { id: string; initialPassword?: string }

export type PostState = 'pending' | 'current' | 'future' | 'ended'
export type AdminPost = {
  id: string
  person: string
  personName: string
  org: string
  orgName: string
  role: Role
  roleName: string
  startsOn: string
  endsOn: string | null
  state: PostState
  grantedBy: string | null
  grantedAt: string
  confirmedBy: string | null
  confirmedAt: string | null
  revokedAt: string | null
  mayConfirm: boolean
  mayRevoke: boolean
}

export type AuditRow = {
  chain: string
  chainName: string | null
  seq: number
  at: string
  action: string
  result: string
  person: string | null
  personName: string | null
  org: string | null
  orgName: string | null
  object: string | null
  source: string
  request: string
  before: string | null
  after: string | null
  facts: Record<string, unknown> | null
}

export type Page<Row> = { rows: Row[]; next: string | null }
