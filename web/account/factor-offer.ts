import { queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'

export type Offer = { key: string; uri: string }

/**
 * A new key for an authenticator. Asked for once and not remembered: a key that was left is another one the next time, and one that is being scanned
 * stays whatever else on the screen is asked for anew.
 */
export const factorOffer = (ask: () => Promise<Offer>) =>
  queryOptions({ queryKey: ['factor-offer'], queryFn: ask, staleTime: 'static', gcTime: 0, retry: false })

export const askForKey = () => call<Offer>('POST', '/api/session/factor', { body: {} })
