import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { forgetPerson } from '../api/client.ts'

/** Ends the session on the server first: a page that only forgets would leave the cookie alive. */
export function useSignOut(): () => void {
  const navigate = useNavigate()
  const { message } = App.useApp()
  return () => {
    call('DELETE', '/api/session')
      .catch((error: unknown) => {
        if (!(error instanceof Refused && error.status === 401)) throw error
      })
      .then(async () => {
        await navigate({ to: '/sign-in', search: {}, ignoreBlocker: true })
        forgetPerson()
      })
      .catch((error: unknown) => void message.error(sentenceOf(error)))
  }
}
