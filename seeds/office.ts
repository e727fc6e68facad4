import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { dayOf } from '#kernel/day.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Actor, Org } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { modules } from '#modules/all.ts'
import { manualDocument } from './manual-document.ts'
import { DAY, type Story } from './story.ts'

type At = {
  tx: Transaction<DB>
  story: Story
  keeper: Actor
  people: ReadonlyMap<string, Actor>
  orgs: ReadonlyMap<string, Org>
  now: Date
}

/** What the reform office has told everybody of late, who has read it, and the manuals it has put up. Invented. */
export async function tellOffice(at: At): Promise<void> {
  const ago = (days: number) => inTheMorning(new Date(at.now.getTime() - days * DAY), 10)
  await manual(at, '改革报表填报说明（演示）', null, ago(60))
  await manual(at, '改革试点填报说明（演示）', 'reform/pilot', ago(45))
  for (const { title, body, days, kinds, attached } of notices) {
    const id = v7({ msecs: ago(days).getTime() })
    await sql`
      insert into notice (id, title, body, kinds, orgs, published_at, published_by, published_for)
      values (${id}, ${title}, ${body}, ${kinds}::text[], '{}', ${ago(days)}, ${at.keeper.id}, ${at.keeper.posts[0]!.org})`.execute(at.tx)
    if (attached) {
      const file = await document(at, attached, ago(days))
      await sql`insert into notice_file (notice_id, file_id, position) values (${id}, ${file.id}, 1)`.execute(at.tx)
    }
    await read(at, id, kinds, days)
  }
}

/** Most entry clerks of the units it was for opened it within the next two days; the latest is still unread. */
async function read({ tx, people, orgs, now }: At, notice: string, kinds: readonly string[], days: number) {
  if (days < 3) return
  const units = [...orgs.values()].filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
  for (const [place, { id }] of units.entries()) {
    const reader = people.get(`${id} entry`)
    if (!reader || place % 7 === 3) continue
    const moment = inTheMorning(new Date(now.getTime() - (days - 1 - (place % 2)) * DAY), 9, place * 7)
    await sql`insert into notice_reading (notice_id, person_id, orgs, at) values (${notice}, ${reader.id}, ${[id]}::text[], ${moment})`.execute(
      tx,
    )
  }
}

/** On the day of an instant, at this hour of the city and so many minutes into the office's day. */
function inTheMorning(instant: Date, hour: number, minutes = 0): Date {
  return new Date(Date.parse(`${dayOf(instant)}T00:00:00+08:00`) + (hour * 60 + (minutes % 480)) * 60_000)
}

async function manual(at: At, title: string, module: string | null, moment: Date) {
  const id = v7({ msecs: moment.getTime() })
  const file = await document(at, title, moment)
  await sql`insert into manual (id, title, module, position) values (${id}, ${title}, ${module}, (select count(*) from manual))`.execute(
    at.tx,
  )
  await sql`
    insert into manual_edition (manual_id, edition, file_id, note, by_person, by_name, at)
    values (${id}, 1, ${file.id}, '首次发布', ${at.keeper.id}, ${at.keeper.name}, ${moment})`.execute(at.tx)
}

/** The businesses whose name the title begins with, or all of them. */
async function document({ story, keeper }: At, title: string, at: Date): Promise<HeldFile> {
  const about = modules.filter(({ name }) => title.startsWith(name))
  const bytes = await manualDocument(title, about.length > 0 ? about : modules)
  story.moment(at.getTime())
  return story.upload(keeper, { name: `${title}.docx`, bytes })
}

const notices: readonly { title: string; body: string; days: number; kinds: readonly string[]; attached?: string }[] = [
  {
    title: '关于做好本季度改革试点推进情况更新的通知（演示）',
    body: '各区县改革办、市级有关部门：\n请于季度末前完成试点推进状态更新。已完成的项目请如实填写验收时间；取得多项成果的，请按“+”号逐项录入。',
    days: 20,
    kinds: [],
    attached: '改革试点推进情况更新要点（演示）',
  },
  {
    title: '关于规范“文号”“涉及区县”填写的提示（演示）',
    body: '近期审核发现，部分试点的文号与文件不一致、涉及区县列举不完全。请录入时对照国家文件逐一核对，不多选，也不漏选。',
    days: 8,
    kinds: ['district'],
  },
  {
    title: '系统使用提示：严禁录入涉密信息（演示）',
    body: '试点文件涉密的，请通过电子政务内网邮箱分别传市委改革办试点管理模块管理员和主管市级部门，不得在本系统上传。',
    days: 2,
    kinds: [],
  },
]
