import { addDays, dayOf } from '#kernel/day.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Module } from '#kernel/module.ts'
import { application } from '#modules/digital/application.ts'
import { matter } from '#modules/digital/matter.ts'
import { shared } from '#modules/digital/shared.ts'
import { CHECKED, threeLists } from '#modules/digital/three-lists.ts'
import { keptDocument } from './documents.ts'
import { opinion, papersAfter, papersBefore, threeListsPaper } from './papers.ts'
import type { Story } from './story.ts'
import { districts } from './tables.ts'
import { introductions, matterTexts, type MatterKey } from './texts/digital.ts'

/** How far something is told. */
export type Reached = 'entry' | 'review' | 'confirm' | 'approved'

/** A record that others rest on. */
type Ground = { id: string; district: string; name: string }

/** A 一件事 with the texts it was filed with. */
export type Matter = { id: string; district: string; key: MatterKey }

/** The verbs of 数字重庆建设, each performed by the people whose it is and with the papers it needs. Moments are milliseconds. */
export class DigitalTeller {
  readonly #story: Story

  constructor(story: Story) {
    this.#story = story
  }

  /** A 一件事 as its clerk begins it; `sent` to the district's reviewer or left as a draft. */
  async begun(district: string, key: MatterKey, at: number, sent: boolean): Promise<Matter> {
    const clerk = this.#clerk(district, at)
    const { title, track } = matterTexts[key]
    const paper = await papersBefore(matterTexts[key], nameOf(district))
    const id = await this.#story.file(clerk, matter, { title, track, papersBefore: [await this.#story.upload(clerk, paper)] })
    if (sent) await this.#story.act(clerk, matter, id, { verb: 'submit' })
    return { id, district, key }
  }

  /** At the office for its round. */
  async waiting(district: string, key: MatterKey, at: number): Promise<Matter> {
    const told = await this.begun(district, key, at, true)
    await this.#story.act(this.#story.person(district, 'reviewer'), matter, told.id, { verb: 'pass' })
    return told
  }

  async decide({ id }: Matter, outcome: string, at: number, words?: string) {
    this.#story.moment(Math.max(at, this.#story.at))
    await this.#story.act(this.#story.person('office', 'reviewer'), matter, id, {
      ...{ verb: 'decide', outcome },
      ...(words === undefined ? {} : { reason: { code: outcome, words, pins: [] } }),
    })
  }

  /** The second papers; at the office for its decision once its own reviewer has passed them. */
  async again({ id, district, key }: Matter, at: number, passed = true) {
    const clerk = this.#clerk(district, Math.max(at, this.#story.at))
    const paper = await this.#story.upload(clerk, await papersAfter(matterTexts[key], nameOf(district)))
    await this.#story.act(clerk, matter, id, { verb: 'submit', values: { papersAfter: [paper] } })
    if (passed) await this.#story.act(this.#story.person(district, 'reviewer'), matter, id, { verb: 'pass' })
  }

  async lists(name: string, on: Matter, state: string, at: number, reached: Reached = 'approved'): Promise<Ground> {
    this.#clerk(on.district, at)
    const values = { name, matters: [{ id: on.id, title: '' }], state, ...(await this.#papersOf(name, on, state)) }
    return { id: await this.#filed(on.district, threeLists, values, reached), district: on.district, name }
  }

  /** 查重通过 at last: the update is filed, passed by the district and waits at the office. */
  async update({ id, name }: Ground, on: Matter, at: number) {
    const clerk = this.#clerk(on.district, at)
    const values = { name, matters: [{ id: on.id, title: '' }], state: CHECKED, ...(await this.#papersOf(name, on, CHECKED)) }
    await this.#story.act(clerk, threeLists, id, { verb: 'renew' })
    await this.#story.act(clerk, threeLists, id, { verb: 'submit', values })
    await this.#story.act(this.#story.person(on.district, 'reviewer'), threeLists, id, { verb: 'pass' })
  }

  async application(on: Ground, text: keyof typeof introductions, at: number, reached: Reached = 'approved'): Promise<Ground> {
    const clerk = this.#clerk(on.district, at)
    const { days, introduction, screen } = introductions[text]
    const onlineOn = this.#daysBefore(days)
    const name = on.name.replace(/应用$/u, '')
    const screenshots = [await this.#story.upload(clerk, await keptDocument(screen, `${name}主要功能界面`))]
    const values = { name, threeLists: { id: on.id, title: '' }, onlineOn, introduction: told(introduction, onlineOn), screenshots }
    return { id: await this.#filed(on.district, application, values, reached), district: on.district, name }
  }

  async shared({ id, district, name }: Ground, text: keyof typeof introductions, reached: Reached, at: number) {
    const clerk = this.#clerk(district, at)
    const words = [`经评审，${name}列入“一地创新、全市共享”应用名单，请做好全市推广的技术支持。`]
    const paper = await opinion(`关于${name}列入“一地创新、全市共享”应用名单的通知`, '演示数字重庆建设推进机构', words, this.#daysBefore(4))
    const proof = [await this.#story.upload(clerk, paper)]
    const { days, introduction } = introductions[text]
    const values = { application: { id, title: '' }, introduction: told(introduction, this.#daysBefore(days)), proof }
    await this.#filed(district, shared, values, reached)
  }

  /** What the state of 三张清单 asks for. */
  async #papersOf(name: string, on: Matter, state: string): Promise<Record<string, HeldFile[]>> {
    const clerk = this.#story.person(on.district, 'entry')
    const upload = async (made: ReturnType<typeof opinion>) => [await this.#story.upload(clerk, await made)]
    if (state === '编制中') return {}
    const argued = [`经组织论证，${name}需求明确、场景清晰、改革举措可行，同意按程序报市大数据发展局查重。`]
    const first = {
      opinion: await upload(
        opinion(`关于${name}“三张清单”的论证审查意见`, `${nameOf(on.district)}数建办（演示）`, argued, this.#daysBefore(9)),
      ),
    }
    if (state !== CHECKED) return first
    const checked = [`经查重，${name}与已建、在建应用不重复，查重通过。`]
    return {
      ...first,
      duplicates: await upload(opinion(`关于${name}的查重通过意见`, '演示大数据发展部门', checked, this.#daysBefore(4))),
      lists: await upload(threeListsPaper(name, matterTexts[on.key])),
    }
  }

  /** Filed by a district, as far as told: its reviewer, the reform office. */
  async #filed(district: string, module: Module, values: unknown, reached: Reached): Promise<string> {
    const clerk = this.#story.person(district, 'entry')
    const id = await this.#story.file(clerk, module, values)
    if (reached === 'entry') return id
    await this.#story.act(clerk, module, id, { verb: 'submit' })
    if (reached === 'review') return id
    await this.#story.act(this.#story.person(district, 'reviewer'), module, id, { verb: 'pass' })
    if (reached === 'confirm') return id
    await this.#story.act(this.#story.person('office', 'reviewer'), module, id, { verb: 'pass' })
    return id
  }

  /** The clerk at work at a moment. */
  #clerk(district: string, at: number) {
    this.#story.moment(at)
    return this.#story.person(district, 'entry')
  }

  #daysBefore(days: number): string {
    return addDays(dayOf(new Date(this.#story.at)), -days)
  }
}

const nameOf = (district: string) => districts().find(({ id }) => id === district)!.name

const told = (introduction: string, onlineOn: string) =>
  introduction.replace('{上线}', `${Number(onlineOn.slice(0, 4))}年${Number(onlineOn.slice(5, 7))}月`)
