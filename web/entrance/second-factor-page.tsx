import { Button } from 'antd'
import { Enrolment } from '../account/enrolment.tsx'
import { FreshGate } from '../account/fresh.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { useSignOut } from '../shell/sign-out.ts'
import { Entrance } from './entrance.tsx'
import styles from './entrance.module.css'
import { useEnter } from './use-enter.ts'

/** Whose post asks for a second factor comes no further without one. */
export function SecondFactorPage() {
  usePageTitle('绑定动态口令')
  const enter = useEnter(undefined)
  const signOut = useSignOut()
  return (
    <Entrance>
      <div className={styles.head}>
        <h1>绑定动态口令</h1>
      </div>
      <p className={styles.lead}>审核员、领导和管理员登录，须在密码之外输入动态口令。</p>
      <FreshGate>
        <Enrolment done="我已妥善保存，进入系统" onDone={enter} />
      </FreshGate>
      <Button type="link" onClick={signOut} style={{ marginTop: 12, paddingInline: 0 }}>
        退出登录
      </Button>
    </Entrance>
  )
}
