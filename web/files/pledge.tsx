import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

type Pledge = { org: string | null; pledged: boolean; setPledged: (pledged: boolean) => void }

const Context = createContext<Pledge | null>(null)

/** The promise that nothing classified is uploaded: made once a form, sent with every upload of it, on behalf of `org`. */
export function PledgeScope({ org, children }: { org: string | null; children: ReactNode }) {
  const [pledged, setPledged] = useState(false)
  const pledge = useMemo(() => ({ org, pledged, setPledged }), [org, pledged])
  return <Context value={pledge}>{children}</Context>
}

export function usePledge(): Pledge {
  const pledge = useContext(Context)
  if (!pledge) throw new Error('A field of files stands inside a PledgeScope')
  return pledge
}
