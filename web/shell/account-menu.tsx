import { DownOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Dropdown, type MenuProps } from 'antd'
import { isBusiness } from '#kernel/org.ts'
import { useMe } from '../api/me.ts'
import { useNames } from '../api/names.ts'
import { useSignOut } from './sign-out.ts'
import { useMode } from './theme.ts'
import styles from './top-bar.module.css'
import { usePhone } from './use-phone.ts'

/** Who is signed in, for which unit and as what. */
export function AccountMenu({ showKeys }: { showKeys: () => void }) {
  const me = useMe()
  const names = useNames()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const phone = usePhone()
  const [mode, choose] = useMode()
  const [first, ...more] = me.posts
  const works = me.posts.some((post) => isBusiness(post.role))
  const items: MenuProps['items'] = [
    {
      key: 'posts',
      type: 'group',
      label: (
        <div className={styles.posts}>
          {me.posts.map((post) => (
            <div key={`${post.org} ${post.role} ${post.for?.id}`}>
              {post.orgName} · {post.roleName}
              {post.for && `（代${post.for.name}）`}
            </div>
          ))}
          <div>{me.phone}</div>
        </div>
      ),
    },
    { type: 'divider' },
    // Beside it in the navigation, which a phone has no room for.
    ...(phone && works
      ? [{ key: 'reports', label: '报表排名', onClick: () => void navigate({ to: '/reports/$report', params: { report: 'district' } }) }]
      : []),
    ...(phone && works ? [{ key: 'statistics', label: '办理统计', onClick: () => void navigate({ to: '/statistics' }) }] : []),
    { key: 'jobs', label: '导入与下载', onClick: () => void navigate({ to: '/jobs' }) },
    { key: 'account', label: '账号与安全', onClick: () => void navigate({ to: '/account' }) },
    {
      key: 'theme',
      label: mode === 'dark' ? '切换为浅色界面' : '切换为深色界面',
      onClick: () => choose(mode === 'dark' ? 'light' : 'dark'),
    },
    ...(phone ? [] : [{ key: 'keys', label: '键盘快捷键', extra: '?', onClick: showKeys }]),
    { key: 'api', label: '开放接口文档', onClick: () => void navigate({ to: '/api-docs' }) },
    { type: 'divider' },
    { key: 'out', label: '退出登录', onClick: signOut },
  ]
  return (
    <>
      {me.demonstration && !phone && <span className={styles.demonstration}>演示账号</span>}
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight" getPopupContainer={(trigger) => trigger.parentElement!}>
        <button type="button" className={styles.account} aria-haspopup="menu">
          <span className={styles.who}>
            <span className={styles.person}>{me.name}</span>
            {first && (
              <span className={styles.post}>
                {names.short(first.org)} · {first.roleName}
                {more.length > 0 && ` 等 ${me.posts.length} 个岗位`}
              </span>
            )}
          </span>
          <DownOutlined aria-hidden style={{ fontSize: 10 }} />
        </button>
      </Dropdown>
    </>
  )
}
