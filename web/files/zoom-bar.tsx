import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './preview.module.css'

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

type Props = { zoom: number; onZoom: (zoom: number) => void; children?: ReactNode }

/** Smaller, larger, fitted to the width (1), and whatever else a kind of file needs. */
export function ZoomBar({ zoom, onZoom, children }: Props) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="预览工具">
      {children}
      <Button
        type="text"
        size="small"
        icon={<MinusOutlined />}
        aria-label="缩小"
        disabled={zoom <= STEPS[0]!}
        onClick={() => onZoom(stepped(zoom, -1))}
      />
      <Button
        type="text"
        size="small"
        aria-label={`${Math.round(zoom * 100)}%，恢复适合宽度`}
        title="恢复适合宽度"
        onClick={() => onZoom(1)}
      >
        {Math.round(zoom * 100)}%
      </Button>
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined />}
        aria-label="放大"
        disabled={zoom >= STEPS.at(-1)!}
        onClick={() => onZoom(stepped(zoom, 1))}
      />
    </div>
  )
}

/** + and − in the page itself do the same as the buttons; 0 fits the width again. */
export function zoomWithKeys(zoom: number, onZoom: (zoom: number) => void) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') onZoom(stepped(zoom, 1))
    if (event.key === '-') onZoom(stepped(zoom, -1))
    if (event.key === '0') onZoom(1)
  }
}

function stepped(zoom: number, by: 1 | -1): number {
  return STEPS[Math.min(STEPS.length - 1, Math.max(0, STEPS.indexOf(zoom) + by))]!
}
