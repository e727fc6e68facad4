import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { makeDocx, paragraph, part, relationships, run } from '#server/files/inspect/fixtures/make-docx.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { caller, PILOT } from './arranged.ts'
import { expectRefusal, shoot } from './browser.ts'
import { choose, entry, fillIn, frame } from './form.ts'
import { somebody, written } from './people.ts'
import { urbanRenewal } from './pilots.ts'
import { agrees, presses, sees, seesNo } from './seeing.ts'

const MARK = '机密★10年'
const ROUTE = '涉密材料请通过电子政务内网邮箱'
const SENT = '涉密，已通过电子政务内网邮箱报送'

describe('涉密信息', () => {
  test('R-SC-01 R-SC-02 a file with a mark in its page header is refused with where to take it instead, and nothing of it is kept', async () => {
    const clerk = await somebody('綦江录入员')
    await clerk.goto('/m/reform/pilot/new')
    const field = frame(clerk, 'evidence')
    await choose(field, [{ name: '关于开展试点工作的通知.docx', bytes: marked() }])
    await sees(field, '请先勾选上面的承诺')
    expectRefusal(clerk, 422, '/api/uploads')
    await field.getByRole('checkbox', { name: /^本人承诺/ }).check()
    const refusal = field.getByRole('alert').filter({ hasText: ROUTE })
    await refusal.waitFor()
    await shoot(clerk, 'form classified file')
    expect(await field.getByRole('link', { name: /^下载/ }).count()).toBe(0)
    await field.getByRole('button', { name: '移除 关于开展试点工作的通知.docx' }).click()
    await seesNo(field, '关于开展试点工作的通知.docx')
  })

  test('a mark typed into a field is refused at the field, never sent and not kept on the machine either', async () => {
    const clerk = await somebody('綦江录入员')
    const sent: string[] = []
    clerk.on('request', (request) => sent.push(request.postData() ?? ''))
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, { title: '城市更新涉密核验试点', content: `${MARK}\n建立健全工作机制` })
    await entry(clerk, 'content').blur()
    await sees(frame(clerk, 'content'), '《试点内容》带有密级标志，严禁录入涉密信息')
    await sees(clerk, '已自动保存')
    expect(await clerk.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('★')
    await shoot(clerk, 'form classified words')
    await fillIn(clerk, pilot, { content: '建立健全工作机制（演示）' })
    await seesNo(frame(clerk, 'content'), '带有密级标志')
    expect(sent.some((body) => body.includes('城市更新涉密核验试点'))).toBe(true)
    expect(sent.filter((body) => body.includes('★'))).toEqual([])
  })

  test('3.0版二（三）1二 a classified document goes by the internal mail: the form asks for the day in place of document and content, and whoever reviews it reads that', async () => {
    const {
      evidence: _held,
      content: _told,
      ...typed
    } = await urbanRenewal('演示内网〔2026〕1号', {
      title: '内网邮箱报送文件的城市更新试点',
      districts: ['綦江'],
    })
    const clerk = await somebody('綦江录入员')
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, typed)
    await frame(clerk, 'evidence').waitFor()
    await fillIn(clerk, pilot, { apart: SENT, sentOn: dayOf(new Date()) })
    for (const key of ['evidence', 'content']) expect(await frame(clerk, key).count(), key).toBe(0)
    await frame(clerk, 'apart').scrollIntoViewIfNeeded()
    await shoot(clerk, 'form classified sent apart')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“区县审核”环节办理')
    const reviewer = await somebody('綦江审核员')
    await reviewer.goto(new URL(clerk.url()).pathname)
    await sees(frame(reviewer, 'apart'), SENT)
    await sees(frame(reviewer, 'sentOn'), dayOf(new Date()))
    for (const key of ['evidence', 'content']) expect(await frame(reviewer, key).count(), key).toBe(0)
    await frame(reviewer, 'apart').scrollIntoViewIfNeeded()
    await shoot(reviewer, 'record classified sent apart')
  })

  test('the API refuses the same', async () => {
    const clerk = await caller('綦江录入员')
    const answer = await clerk.post(PILOT, { data: { values: { content: MARK } }, headers: written() })
    expect(answer.status()).toBe(422)
    expect(((await answer.json()) as { message: string }).message).toContain('涉密')
    const none = (await (await clerk.get(PILOT)).json()) as { rows: RecordAnswer[] }
    expect(JSON.stringify(none.rows)).not.toContain('★')
  })
})

/** A Word notice whose page header carries a mark, as such papers do. */
function marked(): Uint8Array {
  return makeDocx({
    body: paragraph(run('关于开展试点工作的通知')),
    parts: {
      'word/header1.xml': part('hdr', paragraph(run(MARK))),
      'word/_rels/document.xml.rels': relationships({ kind: 'header', target: 'header1.xml' }),
    },
  })
}
