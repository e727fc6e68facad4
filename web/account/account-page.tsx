import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { isBusiness } from '#kernel/org.ts'
import { useMe } from '../api/me.ts'
import { usePageTitle } from '../shell/page-title.ts'
import styles from './account.module.css'
import { ApiTokens } from './api-tokens.tsx'
import { DeputiesPart } from './deputies-part.tsx'
import { useFresh } from './fresh.tsx'
import { PasswordChange } from './password-change.tsx'
import { ReachPart } from './reach-part.tsx'
import { SecondFactorPart } from './second-factor-part.tsx'

export function AccountPage() {
  usePageTitle('账号与安全')
  const me = useMe()
  const fresh = useFresh()
  const client = useQueryClient()
  const { message } = App.useApp()
  const works = me.posts.some((post) => isBusiness(post.role))
  return (
    <div className={styles.page}>
      <h1>账号与安全</h1>
      <section className={styles.part}>
        <h2>基本信息</h2>
        <dl className={styles.facts}>
          <div>
            <dt>姓名</dt>
            <dd>{me.name}</dd>
          </div>
          <div>
            <dt>手机号</dt>
            <dd>{me.phone}</dd>
          </div>
          <div>
            <dt>岗位</dt>
            <dd>
              {me.posts.map((post) => (
                <span key={`${post.org} ${post.role} ${post.for?.id}`}>
                  {post.orgName} · {post.roleName}
                  {post.for && `（代${post.for.name}）`}
                </span>
              ))}
            </dd>
          </div>
        </dl>
        <p className={styles.note}>以上信息有误的，请联系系统管理员更正。</p>
      </section>
      <section className={styles.part}>
        <h2>修改密码</h2>
        <div className={styles.narrow}>
          <PasswordChange
            currentLabel="原密码"
            action="修改密码"
            within={fresh}
            onDone={(now) => {
              client.setQueryData(['me'], now)
              void message.success('密码已修改，其他设备上的登录已退出')
            }}
          />
        </div>
      </section>
      <SecondFactorPart />
      {works && <DeputiesPart />}
      <ReachPart />
      {works && <ApiTokens />}
    </div>
  )
}
