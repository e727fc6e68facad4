import { Form, Input } from 'antd'

type Props = {
  optional?: boolean
  autoFocus?: boolean
  /** The first code of a new authenticator: under a heading that says so, and nothing else will do in its place. */
  enrolling?: boolean
}

/** A code of the authenticator, or a recovery code in its place: the server tells them apart. Its name in the form is `code`. */
export function CodeField({ optional = false, autoFocus = false, enrolling = false }: Props) {
  return (
    <Form.Item
      name="code"
      {...(enrolling ? {} : { label: '动态口令' })}
      rules={optional ? [] : [{ required: true, whitespace: true, message: '请输入动态口令' }]}
    >
      <Input
        autoFocus={autoFocus}
        autoComplete="one-time-code"
        maxLength={20}
        {...(enrolling ? { 'aria-label': '动态口令', placeholder: '6 位数字' } : { placeholder: '6 位数字，或一个恢复码' })}
      />
    </Form.Item>
  )
}
