import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const { db, person, asPerson } = await testOffice()

test('a dictionary is answered whole, old terms among the new, with the names each has had', async () => {
  const labels = JSON.stringify([
    { label: '纪检监察', from: null },
    { label: '纪检监察体制', from: '2024-01-01T00:00:00.000Z' },
  ])
  await sql`insert into term (dictionary, code, parent, label, labels, detail, position, valid_until) values ('field-track', 'a', null, '党建统领', '[]', '{}', 1, null), ('field-track', 'a.1', 'a', '纪检监察体制', ${labels}::jsonb, '{"note":"x"}', 2, '2024-12-31')`.execute(
    db,
  )
  const reader = await asPerson((await person('读者')).id)
  expect((await reader('GET', '/api/dictionaries/field-track')).json()).toEqual([
    { code: 'a', parent: null, label: '党建统领', labels: [], detail: {}, validFrom: '1900-01-01', validUntil: null },
    {
      code: 'a.1',
      parent: 'a',
      label: '纪检监察体制',
      labels: JSON.parse(labels),
      detail: { note: 'x' },
      validFrom: '1900-01-01',
      validUntil: '2024-12-31',
    },
  ])
  for (const name of ['none', '..%2Fetc', "a'--"]) expect((await reader('GET', `/api/dictionaries/${name}`)).statusCode, name).toBe(404)
})
