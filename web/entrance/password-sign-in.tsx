import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { call, Refused, sentenceOf } from '../api/call.ts'
import type { Me } from '../api/types.ts'
import { CodeSignIn } from './code-sign-in.tsx'
import styles from './entrance.module.css'
import { useEnter } from './use-enter.ts'

type Typed = { phone: string; password: string }

export function PasswordSignIn({ back }: { back: string | undefined }) {
  const enter = useEnter(back)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [form] = Form.useForm<Typed>()
  // Once the entries take something again: the password, to be typed anew.
  const [refusals, refuse] = useState(0)
  useEffect(() => {
    if (refusals > 0) form.getFieldInstance('password')?.focus()
  }, [refusals, form])
  // The password was right, and a code is still to come: nothing is open yet, and both are sent again with it.
  const [half, proceed] = useState<Typed>()
  const signIn = async ({ phone, password }: Typed, code?: string) =>
    enter(await call<Me>('POST', '/api/session', { body: { phone: phone.replace(/\s/g, ''), password, ...(code ? { code } : {}) } }))
  const submit = async (typed: Typed) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await signIn(typed)
    } catch (error) {
      if (error instanceof Refused && error.code === 'CODE_REQUIRED') proceed(typed)
      else setProblem(sentenceOf(error))
      setBusy(false)
      form.resetFields(['password'])
      refuse((times) => times + 1)
    }
  }
  if (half) return <CodeSignIn signIn={(code) => signIn(half, code)} onBack={() => proceed(undefined)} />
  return (
    <Form form={form} layout="vertical" size="large" requiredMark={false} onFinish={submit} disabled={busy} validateTrigger="onSubmit">
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 18 }} />}</div>
      <Form.Item name="phone" label="手机号" rules={[{ required: true, whitespace: true, message: '请输入手机号' }]}>
        <Input autoFocus inputMode="tel" autoComplete="username" maxLength={20} placeholder="11 位手机号" />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
        <Input.Password autoComplete="current-password" maxLength={128} placeholder="请输入密码" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 6 }}>
        登录
      </Button>
      <p className={styles.hint}>忘记密码或未开通账号，请联系系统管理员。</p>
    </Form>
  )
}
