import { Alert, App, Button, Modal } from 'antd'
import type { Issued, Person } from './types.ts'
import styles from './administration.module.css'

export type Handing = { person: Pick<Person, 'name'>; issued: Issued }

/** The one time an initial password is seen. */
export function InitialPassword({ handing, onClose }: { handing: Handing | undefined; onClose: () => void }) {
  const { message } = App.useApp()
  const password = handing?.issued.initialPassword
  const copy = async () => {
    await navigator.clipboard.writeText(password!)
    void message.success('初始密码已复制')
  }
  return (
    <Modal
      title={`${handing?.person.name ?? ''} 的初始密码`}
      open={handing !== undefined}
      onCancel={onClose}
      mask={{ closable: false }}
      width={460}
      footer={
        <Button type="primary" onClick={onClose}>
          我已转交或妥善记录
        </Button>
      }
    >
      {password === undefined ? (
        <Alert type="warning" showIcon title="初始密码已经显示过，不能再次显示。如未记录，请重新重置密码。" />
      ) : (
        <>
          <Alert
            type="warning"
            showIcon
            title="初始密码只显示这一次，关闭后无法找回。"
            description="72 小时内有效，只能登录一次；登录后须立即设置本人密码。请当面或电话告知本人，不要通过群聊发送。"
          />
          <code className={styles.secret}>{password}</code>
          <Button autoFocus onClick={() => void copy()}>
            复制
          </Button>
        </>
      )}
    </Modal>
  )
}
