import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemeShape } from './scheme.ts'
import { valuesShape } from './values.ts'

// The papers are written from the shapes: `npx vitest run indicators/schemas.test.ts -u`.
test.each([
  ['scheme', '指标体系', schemeShape],
  ['values', '各单位指标值', valuesShape],
])('docs/scoring/%s.schema.json says what the command takes', async (name, title, shape) => {
  const schema = { ...z.toJSONSchema(shape, { io: 'input' }), title }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../docs/scoring/${name}.schema.json`)
})
