/** What the stream says happened: something on a record, or something on this person's desk. */
export type Change = { module: string; recordId: string } | { kind: 'todo' }

/** The remembered answers that these changes make doubtful, each once. */
export function stirred(changes: readonly Change[]): string[][] {
  const keys = changes.flatMap((change): string[][] =>
    'recordId' in change
      ? [
          ['record', change.module, change.recordId],
          ['acts', change.module, change.recordId],
          ['ledger', change.module],
          ['count', change.module],
        ]
      : [['todos'], ['todo-summary']],
  )
  return [...new Map(keys.map((key) => [key.join('\n'), key])).values()]
}
