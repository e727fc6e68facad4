import type { OrgKind, Actor, BusinessRole } from '#kernel/org.ts'
import type { Module } from '#kernel/module.ts'

/** What goes with a call of the API. */
export type Sent = { query?: Record<string, string>; body?: unknown; key?: string; headers?: Record<string, string> }

type Answer = { statusCode: number; headers: Record<string, unknown>; body: string; rawPayload: Buffer; json: () => any }

/** A call of the API in somebody's name, whether by HTTP or within the process. */
export type Call = (method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, sent?: Sent) => Promise<Answer>

export type Player = Actor & { call: Call }

/** The people and names by whom records are walked through their flows. */
export type Players = {
  modules: readonly Module[]
  /** Organisations of a kind that file and are named in fields; none that a declaration names by itself. */
  pool: Record<OrgKind, readonly string[]>
  kindOf: (org: string) => OrgKind
  /** Whoever writes for an organisation. */
  writer: (org: string) => Promise<Player>
  /** Somebody who holds a post and had no hand in what others wrote. */
  holder: (org: string, role: BusinessRole) => Promise<Player>
  /** Codes that may be chosen; with two levels those without a branch below. */
  terms: (dictionary: string, levels: number) => readonly string[]
  orgs: (among: readonly OrgKind[] | null) => readonly string[]
}
