import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Module, Units } from '#kernel/module.ts'
import type { Actor, OrgKind } from '#kernel/org.ts'
import { Refusal } from '#kernel/refusal.ts'
import { unitsOn } from '#kernel/store/units.ts'
import { fillingRoles, firstStep, isFiledBy } from '#kernel/steps.ts'
import { actorOf } from '../identity/actor.ts'
import { Failed, type Work } from '../jobs/work.ts'

/** Who imports what for which unit, with the rights of this moment: somebody who still fills in something of it there. */
export type Seat = { module: Module; actor: Actor; org: string; kind: OrgKind | null; now: Date; mayCreate: boolean; units: Units }

export async function seatOf({ app, db, job }: Work): Promise<Seat> {
  const module = (await app.inForce.now()).find((each) => each.path === job.module)
  const actor = await actorOf(db, job.person, job.ownPosts)
  if (!module || !actor) throw new Failed('NOT_ALLOWED', '账号或业务已停用，不能继续导入。')
  const roles = fillingRoles(module)
  if (!actor.posts.some((post) => post.org === job.org && roles.includes(post.role)))
    throw new Failed('NOT_ALLOWED', `您的岗位不能填报${module.name}。`)
  const { rows } = await sql<{
    kind: OrgKind | null
    now: Date
  }>`select (select kind from org where id = ${job.org}) as kind, now() as now`.execute(db)
  const { kind, now } = rows[0]!
  const units = await unitsOn(db, dayOf(now))
  const { by } = module.flow[firstStep(module)]!
  const holds = actor.posts.some((post) => post.org === job.org && post.role === by)
  return { module, actor, org: job.org, kind, now, units, mayCreate: holds && kind !== null && isFiledBy(module, { id: job.org, kind }) }
}

/** The uploaded workbook, which is its person's own (R-XL-03). */
export async function workbookOf({ app, db, job }: Work): Promise<{ name: string; bytes: Buffer }> {
  const { rows } = await sql<{
    name: string
    sha256: string
  }>`select name, sha256 from file where id = ${job.file} and uploaded_by = ${job.person}`.execute(db)
  const [file] = rows
  if (!file) throw new Refusal(404, 'FILE_GONE', '上传的表格已经清理，请重新上传。')
  return { name: file.name, bytes: await buffer(await app.files.open(file.sha256)) }
}
