import { App, Button } from 'antd'

/** Puts a secret that is shown once into the clipboard. A page that did not come encrypted may not, and says so instead of nothing. */
export function CopyButton({ text, copied, autoFocus = false }: { text: string; copied: string; autoFocus?: boolean }) {
  const { message } = App.useApp()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      void message.success(copied)
    } catch {
      void message.warning('浏览器没有允许自动复制，请选中后手工复制。')
    }
  }
  return (
    <Button autoFocus={autoFocus} onClick={() => void copy()}>
      复制
    </Button>
  )
}
