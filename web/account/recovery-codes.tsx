import { Alert, Button } from 'antd'
import { CopyButton } from '../shell/copy-button.tsx'
import styles from './enrolment.module.css'

/** The one time that recovery codes are seen. */
export function RecoveryCodes({ codes, done, onDone }: { codes: readonly string[]; done: string; onDone: () => Promise<void> | void }) {
  return (
    <>
      <Alert
        type="success"
        showIcon
        title="动态口令已绑定，请立即保存以下恢复码。"
        description="手机遗失或更换时，可用恢复码代替动态口令登录，每个只能使用一次。恢复码只显示这一次，请抄写或打印后妥善保管，不要与密码放在一起。"
      />
      <ol className={styles.codes} aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        <CopyButton text={codes.join('\n')} copied="恢复码已复制" />
        <Button type="primary" onClick={() => void onDone()}>
          {done}
        </Button>
      </div>
    </>
  )
}
