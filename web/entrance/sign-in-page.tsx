import { getRouteApi } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Switch } from 'antd'
import { useState } from 'react'
import { call, Refused } from '../api/call.ts'
import { DEMONSTRATION } from '../api/client.ts'
import type { DemonstrationAccount } from '../api/types.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { DemonstrationAccounts } from './demonstration-accounts.tsx'
import { Entrance } from './entrance.tsx'
import styles from './entrance.module.css'
import { PasswordSignIn } from './password-sign-in.tsx'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  usePageTitle('登录')
  const { back } = route.useSearch()
  const demonstration = useQuery({ queryKey: [DEMONSTRATION], queryFn: offered, staleTime: 60_000 })
  const [choosing, choose] = useState(false)
  return (
    <Entrance>
      <div className={styles.head}>
        <h1>登录</h1>
        {demonstration.data && (
          <label className={styles.switch}>
            演示账号
            <Switch checked={choosing} onChange={choose} aria-label="使用演示账号登录" />
          </label>
        )}
      </div>
      {choosing && demonstration.data ? (
        <DemonstrationAccounts accounts={demonstration.data} back={back} />
      ) : (
        <PasswordSignIn back={back} />
      )}
    </Entrance>
  )
}

/** The demonstration's accounts; null where the demonstration is off. */
async function offered(): Promise<DemonstrationAccount[] | null> {
  try {
    return (await call<{ accounts: DemonstrationAccount[] }>('GET', '/api/demonstration')).accounts
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return null
    throw error
  }
}
