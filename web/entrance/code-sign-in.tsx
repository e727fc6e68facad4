import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { CodeField } from '../account/code-field.tsx'
import { sentenceOf } from '../api/call.ts'
import styles from './entrance.module.css'

type Props = { signIn: (code: string) => Promise<void>; onBack: () => void }

/** The second half of signing in, for those who have an authenticator. */
export function CodeSignIn({ signIn, onBack }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [form] = Form.useForm<{ code: string }>()
  const submit = async ({ code }: { code: string }) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await signIn(code)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
      form.resetFields()
      form.getFieldInstance('code')?.focus()
    }
  }
  return (
    <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={busy} validateTrigger="onSubmit">
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 18 }} />}</div>
      <p className={styles.lead}>密码正确。请输入手机上身份验证器当前显示的动态口令。</p>
      <CodeField autoFocus />
      <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 6 }}>
        登录
      </Button>
      <p className={styles.hint}>手机不在身边的，可输入一个恢复码；两者都没有的，请联系系统管理员重置。</p>
      <Button type="link" size="middle" onClick={onBack} style={{ marginTop: 6, paddingInline: 0 }}>
        返回
      </Button>
    </Form>
  )
}
