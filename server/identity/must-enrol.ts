import { adminRoles, type Role } from '#kernel/org.ts'
import { CannotStart } from '../database/cannot-start.ts'
import type { Caller } from './identify.ts'

/** Whether those whose post asks for a second factor must have one before anything else, or may have one like everybody. */
export type SecondFactor = 'required' | 'offered'

/** Posts that ask for one: the three administrators, all who review, all leaders (R-ID-05; GB/T 22239-2019 8.1.4.1 d). */
const ROLES: readonly Role[] = [...adminRoles, 'reviewer', 'leader']

/** True for somebody who signed in with a password alone and whose post asks for more. A token and the demonstration's switch are other ways in. */
export function mustEnrol({ enrolled, way, posts }: Caller, secondFactor: SecondFactor): boolean {
  return secondFactor === 'required' && !enrolled && way === 'password' && posts.some((post) => ROLES.includes(post.role))
}

/** The operator's word in SECOND_FACTOR; null where nothing was said. Throws CannotStart for any other. */
export function secondFactorIn(text: string | undefined): SecondFactor | null {
  if (!text) return null
  if (text !== 'required' && text !== 'offered') throw new CannotStart(`SECOND_FACTOR 应为 required 或 offered，现为“${text}”。`)
  return text
}
