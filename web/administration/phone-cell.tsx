import { App, Button } from 'antd'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import type { Person } from './types.ts'

/** The masked number, and on request the whole one, which leaves a trace. */
export function PhoneCell({ person }: { person: Person }) {
  const { message } = App.useApp()
  const [whole, show] = useState<string>()
  const ask = async () => {
    try {
      show((await call<{ phone: string }>('GET', `/api/admin/people/${person.id}/phone`)).phone)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <>
      {whole ?? person.phone}
      {whole === undefined && (
        <Button type="link" onClick={() => void ask()} aria-label={`查看 ${person.name} 的完整手机号`} style={{ marginLeft: 4 }}>
          查看
        </Button>
      )}
    </>
  )
}
