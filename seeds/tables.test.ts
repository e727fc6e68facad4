import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isDay } from '#kernel/day.ts'
import { isReasonFor, reasonKinds } from '#kernel/reason-fields.ts'
import { fieldsOf } from '#kernel/tuned.ts'
import { modules } from '#modules/all.ts'
import { departments, districts, experienceRows, fieldTracks, pilotRows, resultRows, returnReasons } from './tables.ts'
import { recognitions } from './texts/recognitions.ts'

const folder = new URL('../data/', import.meta.url)
const fileNames = readdirSync(folder, { recursive: true, encoding: 'utf8' })
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')

test('there are 41 districts with unique codes: 38 with GB/T 2260 codes and three zones with codes of ours', () => {
  const all = districts()
  expect(all).toHaveLength(41)
  expect(new Set(all.map((district) => district.id)).size).toBe(41)
  expect(new Set(all.map((district) => district.name)).size).toBe(41)
  expect(all.filter((district) => /^500[1-2]\d\d$/.test(district.id))).toHaveLength(38)
  expect(all.filter((district) => !/^\d+$/.test(district.id)).map((district) => district.id)).toEqual(['LJXQ', 'GXQ', 'WSJKQ'])
})

test('every district has a place on the map, inside the city, or a badge', () => {
  const { features } = JSON.parse(textOf('map/chongqing.geojson')) as {
    features: { id: string; properties: { name: string }; geometry: { type: string } }[]
  }
  const drawn = new Map(features.map((feature) => [feature.id, feature]))
  for (const district of districts()) {
    const feature = drawn.get(district.id)!
    expect(feature.properties.name, district.id).toBe(district.name)
    expect(feature.geometry.type, district.id).toMatch(district.onMap === 'outline' ? /^(Multi)?Polygon$/ : /^Point$/)
    const [lng, lat] = district.label
    expect(lng > 105.2 && lng < 110.2 && lat > 28.1 && lat < 32.3, district.name).toBe(true)
  }
  expect(features).toHaveLength(41)
})

test('departments have unique, stable codes; the city and the reform office are among them once', () => {
  const all = departments()
  expect(new Set(all.map((org) => org.id)).size).toBe(all.length)
  expect(new Set(all.map((org) => org.short)).size).toBe(all.length)
  expect(all.filter((org) => org.kind === 'city').map((org) => org.id)).toEqual(['city'])
  expect(all.filter((org) => org.kind === 'office').map((org) => org.id)).toEqual(['office'])
  for (const org of all.filter((each) => each.kind === 'department')) expect(org.id).toMatch(/^dept-[a-z]+$/)
})

test('dictionary terms have a parent that exists, one code each, and days of validity in order', () => {
  for (const terms of [fieldTracks(), returnReasons()]) {
    const codes = terms.map((term) => term.code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const term of terms) {
      expect(term.parent === null || terms.some((each) => each.code === term.parent && each.parent === null), term.code).toBe(true)
      expect(isDay(term.from) && (term.until === null || (isDay(term.until) && term.until >= term.from)), term.code).toBe(true)
      expect(term.label).not.toBe('')
    }
  }
})

test('each field has three to six tracks, and a track is named under its field', () => {
  const tracks = fieldTracks()
  for (const field of tracks.filter((term) => term.parent === null)) {
    const own = tracks.filter((term) => term.parent === field.code)
    expect(own.length >= 3 && own.length <= 6, field.label).toBe(true)
    expect(own.every((track) => track.code.startsWith(`${field.code}.`))).toBe(true)
  }
})

test('each reason to return says what to write, what it pins and which clause it rests on', () => {
  const reasons = returnReasons().filter((reason) => reason.parent !== null)
  expect(reasons.length).toBeGreaterThan(15)
  for (const reason of reasons) {
    const held = modules.filter((module) => isReasonFor(module, reason))
    const places = [...Object.keys(reasonKinds), ...held.flatMap((module) => fieldsOf(module.fields).map(([place]) => place))]
    expect(
      reason.modules.filter((path) => !held.some((module) => module.path === path)),
      reason.code,
    ).toEqual([])
    expect(reason.words.endsWith('。'), reason.code).toBe(true)
    expect(reason.clause, reason.code).toMatch(/^操作说明（.+版）/)
    for (const field of reason.fields) expect(places, reason.code).toContain(field)
  }
})

test('each pilot names a lead department, districts and a track that exist', () => {
  const leads = departments().map((org) => org.id)
  const places = [...districts().map((district) => district.id), 'city']
  const tracks = fieldTracks().filter((term) => term.parent !== null)
  const rows = pilotRows()
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
  for (const row of rows) {
    expect(leads, row.id).toContain(row.lead)
    for (const district of row.districts) expect(places, row.id).toContain(district)
    expect(
      tracks.map((term) => term.code),
      row.id,
    ).toContain(row.track)
    expect(['fact', 'demonstration'], row.id).toContain(row.use)
    expect(row.source, row.id).not.toBe('')
  }
  for (const result of resultRows()) expect(rows.map((row) => row.id)).toContain(result.pilot)
})

test('each published case names organisations that exist and its source; a demonstration filing says which case it tells, and is of its unit', () => {
  const orgs = [...departments(), ...districts()].map(({ id }) => id)
  const rows = experienceRows()
  expect(rows.length).toBeGreaterThan(15)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  for (const row of rows) {
    expect(orgs, row.id).toEqual(expect.arrayContaining(row.orgs))
    expect([row.title, row.kind, row.form, row.source], row.id).not.toContain('')
  }
  expect(recognitions.filter(({ published }) => published).length).toBeGreaterThan(2)
  for (const each of recognitions) {
    if (each.published !== undefined) expect(rows.find(({ id }) => id === each.published)?.orgs, each.matter).toContain(each.owner)
    else expect(each.outcome, each.matter).toMatch(/（演示）。$/u)
    expect(each.occasion, each.matter).toMatch(/演示/u)
  }
})

test('no data file holds anything like a mobile number', () => {
  const texts = fileNames.filter((name) => /\.(csv|md|geojson|json)$/.test(name))
  expect(texts.length).toBeGreaterThan(7)
  for (const name of texts) expect(textOf(name).match(/(?<!\d)1[3-9]\d{9}(?!\d)/g), name).toBeNull()
})
