import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useMemo, type ReactNode } from 'react'
import { antdTheme, useMode } from './theme.ts'

/** Colours, language and the place where messages appear, for everything inside. */
export function Dress({ children }: { children: ReactNode }) {
  const [mode] = useMode()
  const theme = useMemo(() => antdTheme(mode), [mode])
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} input={{ autoComplete: 'off' }}>
      <App message={{ maxCount: 3 }} style={{ height: '100%' }}>
        {children}
      </App>
    </ConfigProvider>
  )
}
