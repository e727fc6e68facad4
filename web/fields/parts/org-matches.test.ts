import { expect, test } from 'vitest'
import type { Org } from '#web/api/types.ts'
import { groupedOrgs, orgMatches } from './org-matches.ts'

const yuzhong: Org = { id: '500103', name: '渝中区', short: '渝中', kind: 'district', pinyin: 'yu zhong qu' }
const housing: Org = {
  id: 'dept-zhujian',
  name: '重庆市住房和城乡建设委员会',
  short: '市住房城乡建委',
  kind: 'department',
  pinyin: 'shizhufangchengxiangjianwei szfcxjw',
}

test('an organisation is found by name, short name, pinyin and initials, whatever the width and blanks', () => {
  for (const typed of ['渝中', '中区', 'yuzhong', 'YZQ', 'yu zhong', 'ｙｚ', '', ' ']) expect(orgMatches(yuzhong, typed), typed).toBe(true)
  for (const typed of ['住房城乡', '市住房城乡建委', 'szfcxjw', 'zhufang']) expect(orgMatches(housing, typed), typed).toBe(true)
  for (const typed of ['万州', 'wz', '渝北']) expect(orgMatches(yuzhong, typed), typed).toBe(false)
})

test('only the wanted kinds are offered, and what is already chosen', () => {
  expect(groupedOrgs([yuzhong, housing], ['district']).map((group) => group.label)).toEqual(['区县'])
  expect(groupedOrgs([yuzhong, housing], ['district'], [housing.id]).flatMap((group) => group.orgs)).toEqual([yuzhong, housing])
})
