import { useBlocker } from '@tanstack/react-router'
import { App } from 'antd'
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'

type Pledge = {
  org: string | null
  pledged: boolean
  setPledged: (pledged: boolean) => void
  /** Told by each box of files how many of its uploads have not arrived. */
  underway: (box: string, count: number) => void
}

const Context = createContext<Pledge | null>(null)

type Props = { org: string | null; onUnderway?: (count: number) => void; children: ReactNode }

/**
 * The promise that nothing classified is uploaded: made once a form, sent with every upload of it, on behalf of `org`. Whoever leaves while
 * something has not arrived is asked; `onUnderway` hears how much that is.
 */
export function PledgeScope({ org, onUnderway, children }: Props) {
  const [pledged, setPledged] = useState(false)
  const [boxes, setBoxes] = useState<Readonly<Record<string, number>>>({})
  const underway = useCallback(
    (box: string, count: number) => setBoxes((all) => ((all[box] ?? 0) === count ? all : { ...all, [box]: count })),
    [],
  )
  const count = Object.values(boxes).reduce((sum, each) => sum + each, 0)
  useLayoutEffect(() => onUnderway?.(count), [onUnderway, count])
  useAskBeforeLeaving(count)
  const pledge = useMemo(() => ({ org, pledged, setPledged, underway }), [org, pledged, underway])
  return <Context value={pledge}>{children}</Context>
}

export function usePledge(): Pledge {
  const pledge = useContext(Context)
  if (!pledge) throw new Error('A field of files stands inside a PledgeScope')
  return pledge
}

/** Another page is gone to only after a question; the same one with another search, such as a draft's number, freely. */
function useAskBeforeLeaving(count: number) {
  const { modal } = App.useApp()
  useBlocker({
    disabled: count === 0,
    enableBeforeUnload: true,
    shouldBlockFn: async ({ current, next }) =>
      current.pathname !== next.pathname &&
      !(await modal.confirm({
        title: `还有 ${count} 个附件未传完`,
        content: '现在离开，未传完的附件不会保留。',
        okText: '仍要离开',
        cancelText: '留在本页',
      })),
  })
}
