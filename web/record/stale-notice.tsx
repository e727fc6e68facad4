import { Button } from 'antd'
import { useState } from 'react'
import { Notice } from './notice.tsx'

/** Somebody else was first. What was typed here stays; the newest is taken when asked for. */
export function StaleNotice({ words, onTake }: { words: string; onTake: () => Promise<void> }) {
  const [taking, setTaking] = useState(false)
  const take = () => {
    setTaking(true)
    void onTake().finally(() => setTaking(false))
  }
  return (
    <Notice
      tone="warn"
      role="alert"
      title={words}
      action={
        <Button onClick={take} loading={taking}>
          载入最新内容
        </Button>
      }
    >
      <p>您在本页填写的文字不会丢失：载入最新内容后，您改动过的地方仍然保留。</p>
    </Notice>
  )
}
