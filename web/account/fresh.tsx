import { App, Form, Input, Modal } from 'antd'
import { createContext, useContext, useRef, useState, type ReactNode } from 'react'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { CodeField } from './code-field.tsx'

/** Does something that the server only does for a person who has just shown who they are; asks for the password, and the code of who has an authenticator, when it must, and does it again. */
export type Fresh = <T>(work: () => Promise<T>) => Promise<T>

const FreshContext = createContext<Fresh | null>(null)

export function useFresh(): Fresh {
  const fresh = useContext(FreshContext)
  if (!fresh) throw new Error('Fresh authentication is asked for inside the shell only')
  return fresh
}

type Typed = { password?: string; code?: string }
type Waiting = { resolve: () => void; reject: (reason: unknown) => void }

/** Holds the dialog; everything inside may ask for it. */
export function FreshGate({ children }: { children: ReactNode }) {
  const { demonstration, factor } = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<Typed>()
  const [waiting, wait] = useState<Waiting>()
  const [busy, setBusy] = useState(false)
  const ask = () => new Promise<void>((resolve, reject) => wait({ resolve, reject }))
  const fresh = useRef<Fresh>(async (work) => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'FRESH_REQUIRED')) throw error
      await ask()
      return work()
    }
  })
  const confirm = async ({ password, code }: Typed) => {
    setBusy(true)
    try {
      await call('POST', '/api/session/fresh', { body: { ...(password ? { password } : {}), ...(code ? { code } : {}) } })
      waiting?.resolve()
      wait(undefined)
    } catch (error) {
      if (error instanceof Refused && error.status < 500)
        form.setFields([{ name: error.field === 'code' ? 'code' : 'password', errors: [error.message] }])
      else void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const cancel = () => {
    waiting?.reject(new Refused(403, 'FRESH_REQUIRED', '没有验证身份，操作没有办理。'))
    wait(undefined)
  }
  return (
    <FreshContext value={fresh.current}>
      {children}
      <Modal
        title="请再次验证身份"
        open={waiting !== undefined}
        onCancel={cancel}
        okText="确认"
        okButtonProps={{ htmlType: 'submit', form: 'fresh' }}
        confirmLoading={busy}
        width={420}
        destroyOnHidden
      >
        <Form name="fresh" form={form} layout="vertical" requiredMark={false} onFinish={confirm} preserve={false}>
          <Form.Item
            name="password"
            label="登录密码"
            extra={demonstration ? '以演示账号一键登录的，可以不填。' : '此操作较为重要，五分钟内只需验证一次。'}
            rules={demonstration ? [] : [{ required: true, message: '请输入登录密码' }]}
          >
            <Input.Password autoFocus autoComplete="current-password" maxLength={128} />
          </Form.Item>
          {factor && <CodeField optional={demonstration} />}
        </Form>
      </Modal>
    </FreshContext>
  )
}
