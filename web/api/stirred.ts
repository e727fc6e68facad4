/** What the stream says happened to a record, or to many of a business at once: then no one is named. */
export type Change = { module: string; recordId: string | null }

/** The remembered answers that these changes make doubtful, each once. What happens to a record also moves it between desks. */
export function stirred(changes: readonly Change[]): string[][] {
  const keys = changes.flatMap(({ module, recordId }) => [
    ...(recordId === null
      ? []
      : [
          ['record', module, recordId],
          ['acts', module, recordId],
        ]),
    ['ledger', module],
    ['count', module],
    ['todos'],
    ['todo-summary'],
  ])
  return [...new Map(keys.map((key) => [key.join('\n'), key])).values()]
}
