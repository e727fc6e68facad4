import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemeShape } from './scheme.ts'
import { scoresShape } from './scores-file.ts'
import { showingShape } from './showing/shape.ts'
import { valuesShape } from './values.ts'

// The papers are written from the shapes: `npx vitest run indicators/schemas.test.ts -u`.
test.each([
  ['scheme', '指标体系', schemeShape],
  ['values', '各单位指标值', valuesShape],
  ['scores', '各单位得分', scoresShape],
  ['showing', '“885”晾晒', showingShape],
])('docs/scoring/%s.schema.json says what the command takes or prints', async (name, title, shape) => {
  const schema = { ...z.toJSONSchema(shape, { io: 'input' }), title }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../docs/scoring/${name}.schema.json`)
})
