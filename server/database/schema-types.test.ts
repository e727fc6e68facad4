import { expect, test } from 'vitest'
import { freshDatabase } from '../testing/database.ts'
import { schemaTypes } from './schema-types.ts'

const url = await freshDatabase()

test('kernel/store/schema.ts is what the migrations make (if not: npm run types:database)', () => {
  expect(schemaTypes(url, 'verify')).toBe('')
})
