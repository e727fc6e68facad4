import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { LinkRule } from '#kernel/field.ts'
import { call } from '#web/api/call.ts'
import type { LedgerPage } from '#web/api/types.ts'

/** Records that a link may name, by the words of their titles; the server decides anew when it is saved. */
export function linkChoices(options: Record<string, unknown>, sought: string) {
  const { module, decided, where } = options as LinkRule
  const fit: Record<string, string> = {
    ...(where ? { [where.field]: where.among.join(',') } : {}),
    ...(decided ? { decided: 'yes' } : {}),
    stands: 'yes',
  }
  return queryOptions({
    queryKey: ['ledger', module, 'link', fit, sought],
    queryFn: ({ signal }) => call<LedgerPage>('GET', `/api/${module}`, { query: { ...fit, q: sought, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  })
}
