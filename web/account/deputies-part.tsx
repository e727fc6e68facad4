import { UserSwitchOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Skeleton } from 'antd'
import { useState } from 'react'
import { deputableRoles, type Role } from '#kernel/org.ts'
import { call, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './account.module.css'
import { DeputyDialog } from './deputy-dialog.tsx'

export type Deputation = {
  id: string
  orgName: string
  principalName: string
  deputyName: string
  startsOn: string
  endsOn: string
  state: 'future' | 'current' | 'resting'
  roleNames: string[]
}

const KEY = ['deputations']

/** Who stands in for this person and for whom this person stands in, and the way to name somebody. */
export function DeputiesPart() {
  const me = useMe()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [naming, name] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<{ named: Deputation[]; acting: Deputation[] }>('GET', '/api/deputations', { signal }),
  })
  const own = me.posts.filter((post) => !post.for && (deputableRoles as readonly Role[]).includes(post.role))
  // Who can name nobody sees this part only once it is known that somebody has named them.
  if (own.length === 0 && !data?.acting.length) return null
  const reload = () => Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ['me'] })])
  const end = async ({ id }: Deputation) => {
    try {
      await call('DELETE', `/api/deputations/${id}`)
      void message.success('代理已结束')
    } catch (error) {
      void message.error(sentenceOf(error))
    }
    await reload()
  }
  return (
    <section className={styles.part} aria-label="代理人">
      <div className={styles.row}>
        <h2>代理人</h2>
        {own.length > 0 && (
          <Button icon={<UserSwitchOutlined aria-hidden />} onClick={() => name(true)}>
            指定代理人
          </Button>
        )}
      </div>
      <p className={styles.note}>
        外出、休假期间，可以请本单位同事代理您的录入员、审核员、领导岗位。代理人办理的内容同时记载两人姓名；您填报的内容，代理人不能代您审核。代理审核员、领导岗位，须先绑定动态口令。
      </p>
      {error && !data && <Failed error={error} again={refetch} small />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      <ul className={styles.tokens}>
        {data?.named.map((each) => (
          <Line key={each.id} deputation={each} who={`${each.deputyName} 代理您`} end={() => end(each)} />
        ))}
        {data?.acting.map((each) => (
          <Line key={each.id} deputation={each} who={`您代理 ${each.principalName}`} end={() => end(each)} />
        ))}
      </ul>
      <DeputyDialog open={naming} posts={own} onClose={() => name(false)} onNamed={() => void reload()} />
    </section>
  )
}

const states = { future: '尚未开始', current: '正在代理', resting: '暂不生效：代理人或被代理人现无相应岗位，或账号已停用' }

function Line({ deputation, who, end }: { deputation: Deputation; who: string; end: () => Promise<void> }) {
  const { orgName, roleNames, startsOn, endsOn, state } = deputation
  return (
    <li>
      <div>
        {who}
        <small>
          {orgName} · {roleNames.join('、') || '无在任岗位'}
        </small>
        <small>
          {startsOn} 至 {endsOn}，{states[state]}
        </small>
      </div>
      <Popconfirm title={`结束“${who}”？`} description="结束后立即失效，已办理的内容不受影响。" okText="结束" onConfirm={end}>
        <Button type="text" danger aria-label={`结束 ${who}`}>
          结束代理
        </Button>
      </Popconfirm>
    </li>
  )
}
