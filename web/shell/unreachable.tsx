import { Button } from 'antd'
import { sentenceOf } from '../api/call.ts'
import { Statement } from './statement.tsx'

/** A page whose contents could not be fetched, and the way to try again. */
export function Unreachable({ error, again, busy }: { error: Error; again: () => unknown; busy: boolean }) {
  return (
    <Statement
      title="暂时不能打开"
      words={sentenceOf(error)}
      actions={
        <Button type="primary" onClick={() => void again()} loading={busy}>
          重试
        </Button>
      }
    />
  )
}
