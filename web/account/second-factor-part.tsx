import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useMe } from '../api/me.ts'
import { cityTime } from '../city-time.ts'
import styles from './account.module.css'
import { Enrolment } from './enrolment.tsx'

/** Whether a second factor is enrolled, and the way to the first or the next one. */
export function SecondFactorPart() {
  const { factor } = useMe()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    void message.success('动态口令已绑定，其他设备上的登录已退出')
  }
  return (
    <section className={styles.part}>
      <div className={styles.row}>
        <h2>动态口令</h2>
        <Button onClick={() => setOpen(true)}>{factor ? '更换绑定' : '绑定动态口令'}</Button>
      </div>
      {factor ? (
        <dl className={styles.facts}>
          <div>
            <dt>状态</dt>
            <dd>{cityTime(factor.enrolledAt).format('YYYY年M月D日')}绑定</dd>
          </div>
          <div>
            <dt>恢复码</dt>
            <dd>{factor.recoveryCodes === 0 ? '已用完，请更换绑定以获得新的恢复码' : `还有 ${factor.recoveryCodes} 个可用`}</dd>
          </div>
        </dl>
      ) : (
        <p className={styles.note}>尚未绑定。绑定后，登录时除密码外还须输入手机上的动态口令，密码泄露他人也无法登录。</p>
      )}
      <p className={styles.note}>
        审核员、领导和各类管理员登录须使用动态口令，其他人员可自愿绑定。手机遗失又没有恢复码的，请联系系统管理员重置。
      </p>
      <Modal
        title="绑定动态口令"
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        width={520}
        mask={{ closable: false }}
        destroyOnHidden
        styles={{ header: { marginBottom: 16 } }}
      >
        <Enrolment done="我已妥善保存" onDone={done} />
      </Modal>
    </section>
  )
}
