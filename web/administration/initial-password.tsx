import { Alert, Button, Modal } from 'antd'
import { CopyButton } from '../shell/copy-button.tsx'
import type { Issued, Person } from './types.ts'
import styles from './administration.module.css'

export type Handing = { person: Pick<Person, 'name'>; issued: Issued }

/** The one time an initial password is seen. */
export function InitialPassword({ handing, onClose }: { handing: Handing | undefined; onClose: () => void }) {
  const password = handing?.issued.initialPassword
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
          <CopyButton text={password} copied="初始密码已复制" autoFocus />
        </>
      )}
    </Modal>
  )
}
