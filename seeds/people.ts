import type { Org, Post } from '#kernel/org.ts'
import { roleNames, type Role } from '#kernel/org.ts'

export type DemonstrationPerson = { phone: string; name: string; posts: Post[] }

/**
 * Invented people for the demonstration city, the same on every run: an entry clerk, a reviewer and a leader in each district,
 * an entry clerk and a reviewer in each department, the reform office's five and its module administrator, one leader of the city
 * and the administrators (three roles, never two of them with one person; two security administrators, for one confirms the other).
 */
export function demonstrationPeople(orgs: readonly Org[]): DemonstrationPerson[] {
  return orgs.flatMap((org, at) => seats[org.kind].map((seat, post) => person(org, at + 1, post + 1, seat)))
}

type Seat = { role: Role; label?: string }

const seats: Record<Org['kind'], readonly Seat[]> = {
  district: [{ role: 'entry' }, { role: 'reviewer' }, { role: 'leader' }],
  department: [{ role: 'entry' }, { role: 'reviewer' }],
  office: [
    { role: 'entry', label: '录入员一' },
    { role: 'entry', label: '录入员二' },
    { role: 'reviewer', label: '审核员一' },
    { role: 'reviewer', label: '审核员二' },
    { role: 'leader' },
    { role: 'module-admin' },
  ],
  city: [
    { role: 'leader' },
    { role: 'system-admin' },
    { role: 'security-admin', label: '安全管理员一' },
    { role: 'security-admin', label: '安全管理员二' },
    { role: 'audit-admin' },
  ],
}

/** The name says at once that nobody real is meant: 演示·渝中录入员. */
function person(org: Org, orgNumber: number, postNumber: number, seat: Seat): DemonstrationPerson {
  return {
    phone: demonstrationPhone(org, orgNumber, postNumber),
    name: `演示·${org.short}${seat.label ?? roleNames[seat.role]}`,
    posts: [{ org: org.id, role: seat.role }],
  }
}

/**
 * Eleven digits that no subscriber can have: Chinese mobile numbers begin with 13 to 19, and 100 is the range of the carriers' short
 * service codes (10000, 10010, 10086). Then six digits for the organisation (a district's own code, or 900 and its place in the list)
 * and two for the post, so that 渝中区's entry clerk is 100 500103 01.
 */
function demonstrationPhone(org: Org, orgNumber: number, postNumber: number): string {
  const number = /^\d{6}$/.test(org.id) ? org.id : `900${String(orgNumber).padStart(3, '0')}`
  return `100${number}${String(postNumber).padStart(2, '0')}`
}
