import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { antdTheme } from '../shell/theme.ts'
import styles from './cockpit.module.css'

const theme = antdTheme('dark')

/** The cockpits' own dark ground, whatever the person has chosen elsewhere; on paper it is white. What opens beside the page is dressed again. */
export function CockpitDress({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider theme={theme}>
      <div className={styles.dress} data-theme="dark">
        {children}
      </div>
    </ConfigProvider>
  )
}
