import { Alert, Button, Form } from 'antd'
import { usePageTitle } from '../shell/page-title.ts'
import { Entrance } from './entrance.tsx'
import styles from './entrance.module.css'
import { PasswordChange } from '../account/password-change.tsx'
import { useEnter } from './use-enter.ts'
import { useSignOut } from '../shell/sign-out.ts'

/** Nothing else opens before the initial password is gone. */
export function FirstPasswordPage() {
  usePageTitle('设置新密码')
  const enter = useEnter(undefined)
  const signOut = useSignOut()
  return (
    <Entrance>
      <div className={styles.head}>
        <h1>设置新密码</h1>
      </div>
      <Alert type="info" showIcon title="首次登录须修改初始密码，修改后初始密码即刻作废。" style={{ marginBottom: 18 }} />
      <PasswordChange currentLabel="初始密码" action="保存并进入系统" onDone={enter} />
      <Form.Item style={{ marginTop: 12, marginBottom: 0 }}>
        <Button type="link" onClick={signOut} style={{ paddingInline: 0 }}>
          退出登录
        </Button>
      </Form.Item>
    </Entrance>
  )
}
