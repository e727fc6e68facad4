import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { call, sentenceOf } from '../api/call.ts'

/** Cancels a job, or takes it off the list. */
export function useDrop(onDropped?: () => void) {
  const client = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (id: string) => call<undefined>('DELETE', `/api/jobs/${id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['jobs'] })
      onDropped?.()
    },
    onError: (error) => void message.error(sentenceOf(error)),
  })
}
