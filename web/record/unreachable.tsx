import { Button } from 'antd'
import { sentenceOf } from '#web/api/call.ts'
import { Statement } from '#web/shell/statement.tsx'

/** A record that could not be fetched, and the way to try again. */
export function Unreachable({ error, again, busy }: { error: Error; again: () => void; busy: boolean }) {
  return (
    <Statement
      title="暂时不能打开"
      words={sentenceOf(error)}
      actions={
        <Button type="primary" onClick={again} loading={busy}>
          重试
        </Button>
      }
    />
  )
}
