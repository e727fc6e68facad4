import type { PoolClient } from 'pg'
import { PLAN_KEPT } from '#kernel/store/plan-kept.ts'

/** Statements by their texts, which are few: what a declaration or a person adds travels in parameters. */
const names = new Map<string, string>()

/** Has a connection send marked statements under a name, so that the server parses and plans each once. */
export function keepPlans(client: PoolClient) {
  const send = client.query.bind(client) as (...asked: unknown[]) => unknown
  const named = (text: unknown, values?: unknown, ...more: unknown[]) =>
    typeof text === 'string' && text.startsWith(PLAN_KEPT)
      ? send({ name: nameOf(text), text, values }, ...more)
      : send(text, values, ...more)
  client.query = named as typeof client.query
}

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `kept-${names.size}`
  names.set(text, name)
  return name
}
