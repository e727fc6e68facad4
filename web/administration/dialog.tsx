import { Alert, Form, Modal, type FormInstance } from 'antd'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Refused, sentenceOf } from '../api/call.ts'

type Props<Typed> = {
  title: string
  okText: string
  form: FormInstance<Typed>
  open: boolean
  initial?: Partial<Typed>
  /** Does it; what is thrown is said at its field where it has one, above the form otherwise. */
  act: (typed: Typed) => Promise<void>
  onClose: () => void
  children: ReactNode
  width?: number
}

/** A form in a window of its own, with its refusals where they belong. */
export function Dialog<Typed extends object>({ title, okText, form, open, initial, act, onClose, children, width = 480 }: Props<Typed>) {
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const submit = async (typed: Typed) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await act(typed)
      onClose()
    } catch (error) {
      const problems =
        error instanceof Refused
          ? error.problems.filter(({ field }) => field !== undefined && form.getFieldInstance(field as never) !== undefined)
          : []
      if (problems.length > 0) form.setFields(problems.map(({ field, message }) => ({ name: field as never, errors: [message] })))
      else setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      title={title}
      open={open}
      onCancel={onClose}
      okText={okText}
      // Outside the form, and still the button that Enter in one of its entries presses.
      okButtonProps={{ htmlType: 'submit', form: id }}
      confirmLoading={busy}
      width={width}
      mask={{ closable: false }}
      destroyOnHidden
      afterClose={() => setProblem(undefined)}
    >
      <div role="alert">{problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}</div>
      <Form<Typed>
        id={id}
        form={form}
        onKeyDown={chooseOnly}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={submit}
        disabled={busy}
        validateTrigger="onSubmit"
        {...(initial ? { initialValues: initial } : {})}
      >
        {children}
      </Form>
    </Modal>
  )
}

/** Enter in a calendar takes the day that was typed, and no more. */
function chooseOnly(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('.ant-picker')) event.preventDefault()
}
