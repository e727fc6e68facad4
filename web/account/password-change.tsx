import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call, Refused, sentenceOf } from '../api/call.ts'
import type { Me } from '../api/types.ts'
import styles from '../entrance/entrance.module.css'
import type { Fresh } from './fresh.tsx'
import { passwordRules } from './password-rules.ts'

type Props = {
  currentLabel: string
  action: string
  /** Where the server may ask again who it is. */
  within?: Fresh
  onDone: (me: Me) => Promise<void> | void
}
const FIELDS = ['current', 'password'] as const
type Typed = { current: string; password: string; again: string }

/** The old password, the new one by its rules, and the new one again. */
export function PasswordChange({ currentLabel, action, within = (work) => work(), onDone }: Props) {
  const [form] = Form.useForm<Typed>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const typed = Form.useWatch('password', form) ?? ''
  const submit = async ({ current, password }: Typed) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const me = await within(() => call<Me>('PUT', '/api/session/password', { body: { current, password } }))
      form.resetFields()
      await onDone(me)
    } catch (error) {
      const told = error instanceof Refused ? error.problems.filter((each) => each.field === 'current' || each.field === 'password') : []
      if (told.length === 0) setProblem(sentenceOf(error))
      form.setFields(FIELDS.map((name) => ({ name, errors: told.filter((each) => each.field === name).map((each) => each.message) })))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={busy} validateTrigger="onSubmit">
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 18 }} />}</div>
      <Form.Item name="current" label={currentLabel} rules={[{ required: true, message: `请输入${currentLabel}` }]}>
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="password"
        label="新密码"
        dependencies={['current']}
        rules={[
          { required: true, message: '请输入新密码' },
          {
            validator: async (_, password?: string) => {
              const broken = passwordRules.find((rule) => password && !rule.met(password))
              if (broken) throw new Error(`新密码还不符合要求：${broken.words}`)
              if (password && password === form.getFieldValue('current')) throw new Error('新密码不能与原密码相同')
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} aria-describedby="password-rules" />
      </Form.Item>
      <ul id="password-rules" className={styles.rules} aria-label="密码要求">
        {passwordRules.map((rule) => {
          const met = rule.met(typed)
          return (
            <li key={rule.words} data-met={met || undefined}>
              {met ? <CheckCircleFilled aria-label="已满足" /> : <MinusCircleOutlined aria-label="未满足" />}
              {rule.words}
            </li>
          )
        })}
      </ul>
      <Form.Item
        name="again"
        label="再次输入新密码"
        rules={[
          { required: true, message: '请再次输入新密码' },
          {
            validator: async (_, again?: string) =>
              again && again !== form.getFieldValue('password') ? Promise.reject(new Error('两次输入的新密码不一致')) : undefined,
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy} block style={{ marginTop: 6 }}>
        {action}
      </Button>
    </Form>
  )
}
