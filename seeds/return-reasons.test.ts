import { describe, expect, test } from 'vitest'
import type { Module } from '#kernel/module.ts'
import { fills, filledAt, stepsOf } from '#kernel/steps.ts'
import { modules } from '#modules/all.ts'
import { returnReasons as offeredBy, type ReturnReason } from '#web/record/return-reasons.ts'
import { returnReasons } from './tables.ts'

/* What a reviewer is offered, business by business, from the dictionary that every installation begins with. */
const reasons = returnReasons()
const terms = reasons.map(({ code, parent, label, words, modules: paths, fields, clause, from, until }) => ({
  ...{ code, parent, label, labels: [], detail: { words, modules: paths, fields, clause }, validFrom: from, validUntil: until },
}))

/** Reasons offered for what is written at any of a business's steps. */
function offered(module: Module): ReturnReason[] {
  const steps = stepsOf(module)
  const written = steps.filter((step) => step === steps[0] || fills(module, step))
  const all = written.flatMap((step) => offeredBy(terms, module, filledAt(module, step), '2026-11-20'))
  return all.filter(({ code }, at) => all.findIndex((other) => other.code === code) === at)
}

const ofPilots = ({ path }: Module) => /^reform\/pilot(-|$)/.test(path)
const own = (module: Module) => reasons.filter((reason) => reason.modules.includes(module.path)).map(({ code }) => code)

describe.each(modules.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  test('is offered reasons of its own or such as hold for every business, and none of another business', () => {
    const codes = offered(module).map(({ code }) => code)
    const general = reasons.filter((reason) => reason.parent !== null && reason.modules.length === 0).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['general-incomplete', 'general-irregular']))
    expect(codes.filter((code) => !general.includes(code)).sort()).toEqual(own(module).sort())
  })
})

test.each(modules.filter((module) => !ofPilots(module)).map((module) => [module.name, module] as const))(
  '%s is told nothing of pilots',
  (_name, module) => {
    for (const { group, label, words } of offered(module)) expect(`${group} ${label} ${words}`).not.toContain('试点')
  },
)

test('every reason points at a field that is written in each of the businesses it names', () => {
  for (const reason of reasons.filter(({ fields }) => fields.length > 0))
    for (const module of modules.filter(({ path }) => reason.modules.includes(path)))
      expect(offered(module).find(({ code }) => code === reason.code)?.about.length, `${module.name} ${reason.code}`).toBeGreaterThan(0)
})

test('成效晾晒 is sent back on the manual’s own grounds', () => {
  const brand = modules.find(({ path }) => path === 'reform/brand')!
  expect(offered(brand).map(({ label }) => label)).toEqual(
    expect.arrayContaining([
      ...['不满足报表计分条件', '不是改革的经验', '属于一般业务性工作', '不是今年以来的情形', '重复填报', '改革事项缺少改革味'],
      ...['佐证材料不能充分印证', '总结材料未签字盖章', '总结材料不完整'],
    ]),
  )
})

test.each(['digital/matter', 'digital/three-lists', 'digital/application', 'digital/shared', 'reform/satisfaction', 'reform/risk'])(
  '%s has grounds of its own',
  (path) => expect(own(modules.find((module) => module.path === path)!).length).toBeGreaterThan(1),
)
