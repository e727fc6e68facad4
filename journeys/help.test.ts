import { describe, expect, test } from 'vitest'
import { APPROVED } from '#kernel/act.ts'
import { menuName } from '#kernel/module.ts'
import { stepsOf } from '#kernel/steps.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { modules } from '#modules/all.ts'
import { machine, shoot } from './browser.ts'
import { signIn } from './people.ts'
import { reads, sees } from './seeing.ts'

/** Names of formats, units, and what has no other name. */
const NAMES = ['APP', 'Excel', 'KB', 'MB', 'PDF', 'Word', 'doc', 'docx', 'jpeg', 'jpg', 'pdf', 'png']

/** As tall as the longest page, so that all of it is looked at. */
const TALL = { width: 1280, height: 3200 }

describe('填报指南', () => {
  test('every business has its page, with its flow drawn step by step and not a word that is not Chinese', async () => {
    const page = await machine(TALL)
    await signIn(page.request, '渝北录入员')
    await page.goto('/help')
    for (const module of modules) await page.getByRole('heading', { level: 2, name: menuName(module), exact: true }).waitFor()
    for (const module of modules) {
      await page.goto(`/help/${module.path}`)
      await page.getByRole('heading', { level: 1, name: `${module.name}填报指南` }).waitFor()
      await sees(page, '手册')
      const drawn = page.getByRole('list', { name: `${module.name}办理流程` }).locator('> li > b')
      const ends = stageLabel(module, APPROVED)
      expect(await drawn.allInnerTexts()).toEqual([...stepsOf(module).map((key) => module.flow[key]!.label), ends])
      const words = (await reads(page.getByRole('main'))).match(/[A-Za-z]{2,}/gu) ?? []
      expect(
        words.filter((word) => !NAMES.includes(word)),
        module.name,
      ).toEqual([])
      await shoot(page, `help ${module.path.replace('/', ' ')}`)
    }
  })
})
