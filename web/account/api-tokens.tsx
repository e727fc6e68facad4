import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Skeleton } from 'antd'
import { cityTime } from '../city-time.ts'
import { useState } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import type { ApiToken } from '../api/types.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './account.module.css'
import { useFresh } from './fresh.tsx'
import { NewToken } from './new-token.tsx'
import { scopeWords } from './scopes.ts'

const KEY = ['tokens']

/** Tokens with which other systems act for this person, within the scopes named. */
export function ApiTokens() {
  const client = useQueryClient()
  const fresh = useFresh()
  const { message } = App.useApp()
  const [making, make] = useState(false)
  const { data: tokens, error, refetch } = useQuery({ queryKey: KEY, queryFn: () => call<ApiToken[]>('GET', '/api/tokens') })
  const revoke = async ({ id }: ApiToken) => {
    try {
      await fresh(() => call('DELETE', `/api/tokens/${id}`))
      await client.invalidateQueries({ queryKey: KEY })
      void message.success('令牌已撤销')
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <section className={styles.part}>
      <div className={styles.row}>
        <h2>接口访问令牌</h2>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => make(true)}>
          新建令牌
        </Button>
      </div>
      <p className={styles.note}>供其他系统以您的身份调用开放接口，权限不超过您本人。请妥善保管，发现泄露立即撤销。</p>
      {error && !tokens && <Failed error={error} again={refetch} small />}
      {!tokens && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {tokens?.length === 0 && <p className={styles.note}>还没有令牌。</p>}
      <ul className={styles.tokens}>
        {tokens?.map((token) => (
          <li key={token.id}>
            <div>
              {token.name}
              <small>{token.scopes.map(scopeWords).join('、')}</small>
              <small>
                {cityTime(token.expiresAt).format('YYYY年M月D日')}到期，
                {token.lastUsedAt ? `最近使用于 ${cityTime(token.lastUsedAt).format('YYYY年M月D日 HH:mm')}` : '尚未使用'}
              </small>
            </div>
            <Popconfirm
              title="撤销后，使用此令牌的系统将立即不能访问。"
              okText="撤销"
              okButtonProps={{ danger: true }}
              onConfirm={() => revoke(token)}
            >
              <Button danger type="text">
                撤销
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
      <NewToken open={making} onClose={() => make(false)} onMade={() => void client.invalidateQueries({ queryKey: KEY })} />
    </section>
  )
}
