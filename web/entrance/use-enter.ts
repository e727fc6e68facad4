import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { forgetPerson } from '../api/client.ts'
import type { Me } from '../api/types.ts'

/** Goes on to where the person was going, as somebody new: nothing remembered of the one before stays. */
export function useEnter(back: string | undefined): (me: Me) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async (me) => {
    forgetPerson()
    client.setQueryData(['me'], me)
    if (me.mustChange) await router.navigate({ to: '/password' })
    else if (me.mustEnrol) await router.navigate({ to: '/second-factor' })
    else await router.navigate({ href: back ?? '/', replace: true })
  }
}
