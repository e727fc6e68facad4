import { Alert, Button } from 'antd'
import { useState } from 'react'

/** Somebody else was first. What was typed here stays; the newest is taken when asked for. */
export function StaleNotice({ words, onTake }: { words: string; onTake: () => Promise<void> }) {
  const [taking, setTaking] = useState(false)
  const take = () => {
    setTaking(true)
    void onTake().finally(() => setTaking(false))
  }
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words}
      description="您在本页填写的文字不会丢失：载入最新内容后，您改动过的地方仍然保留。"
      action={
        <Button onClick={take} loading={taking}>
          载入最新内容
        </Button>
      }
    />
  )
}
