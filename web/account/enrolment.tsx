import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, QRCode, Skeleton } from 'antd'
import { useState } from 'react'
import { call, Refused, sentenceOf } from '../api/call.ts'
import type { Me } from '../api/types.ts'
import { CodeField } from './code-field.tsx'
import { askForKey, factorOffer, type Offer } from './factor-offer.ts'
import styles from './enrolment.module.css'
import { useFresh } from './fresh.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Enrolled = { me: Me; recoveryCodes: string[] }

/** From a new key to the recovery codes. `onDone` is called when the person says that these are kept. */
export function Enrolment({ done, onDone }: { done: string; onDone: (me: Me) => Promise<void> | void }) {
  const client = useQueryClient()
  const fresh = useFresh()
  const offer = useQuery(factorOffer(() => fresh(askForKey)))
  const [form] = Form.useForm<{ code: string }>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [enrolled, setEnrolled] = useState<Enrolled>()
  const confirm = async ({ code }: { code: string }) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const now = await fresh(() => call<Enrolled>('PUT', '/api/session/factor', { body: { code } }))
      client.setQueryData(['me'], now.me)
      setEnrolled(now)
    } catch (error) {
      if (error instanceof Refused && error.field === 'code') form.setFields([{ name: 'code', errors: [error.message] }])
      else setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (enrolled) return <RecoveryCodes codes={enrolled.recoveryCodes} done={done} onDone={() => onDone(enrolled.me)} />
  if (offer.error)
    return (
      <Alert
        type="error"
        showIcon
        title={sentenceOf(offer.error)}
        action={
          <Button size="small" onClick={() => void offer.refetch()}>
            重试
          </Button>
        }
      />
    )
  return (
    <>
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}</div>
      <ol className={styles.steps}>
        <li>
          <h2>安装身份验证器</h2>
          <p>在手机上安装一款支持 TOTP 标准的身份验证器；已有的，直接使用。不联网也能显示动态口令。</p>
        </li>
        <li>
          <h2>扫描二维码</h2>
          {offer.data ? <Key offer={offer.data} /> : <Skeleton active title={false} paragraph={{ rows: 5 }} />}
        </li>
        <li>
          <h2>输入验证器上显示的动态口令</h2>
          <Form
            name="enrolment"
            form={form}
            layout="vertical"
            requiredMark={false}
            onFinish={confirm}
            disabled={busy || !offer.data}
            validateTrigger="onSubmit"
          >
            <CodeField enrolling />
            <Button type="primary" htmlType="submit" loading={busy} block>
              确认绑定
            </Button>
          </Form>
        </li>
      </ol>
    </>
  )
}

function Key({ offer }: { offer: Offer }) {
  return (
    <div className={styles.key}>
      {/* Dark on light in every theme: many cameras read nothing else. */}
      <QRCode type="svg" value={offer.uri} size={176} color="#000" bgColor="#fff" errorLevel="L" role="img" aria-label="绑定二维码" />
      <div>
        <p className={styles.here}>
          <a href={offer.uri}>在本手机的验证器中打开</a>
        </p>
        <p>不能扫码的，在验证器中选择手工输入密钥，类型为“基于时间”：</p>
        <code className={styles.groups} aria-label="绑定密钥">
          {(offer.key.match(/.{1,4}/g) ?? []).map((group, at) => (
            <span key={at}>{group}</span>
          ))}
        </code>
        <p className={styles.note}>二维码和密钥等同于本人的钥匙，不要截图、转发。</p>
      </div>
    </div>
  )
}
