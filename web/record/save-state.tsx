import { CheckCircleOutlined, CloudSyncOutlined, ExclamationCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { DraftState } from './draft.ts'
import styles from './form.module.css'
import { clockText, momentText } from '../city-time.ts'

type Props = { state: DraftState; onRetry: () => void; onTake: () => void }

/** Whether what is on the screen is safe, in one line. */
export function SaveState({ state, onRetry, onTake }: Props) {
  const { tone, icon, words } = told(state)
  return (
    <span className={styles.saving} data-tone={tone} role="status">
      {icon}
      <span>{words}</span>
      {(state.saving === 'unreachable' || state.saving === 'refused') && (
        <Button type="link" size="small" onClick={onRetry}>
          重试
        </Button>
      )}
      {state.saving === 'stale' && (
        <Button size="small" onClick={onTake}>
          载入最新内容
        </Button>
      )}
    </span>
  )
}

function told({ saving, savedAt, record, problems, message }: DraftState): { tone?: 'warn' | 'alert'; icon: ReactNode; words: string } {
  const unsent = problems.length > 0 ? `，${problems.length} 处格式有误暂未保存` : ''
  switch (saving) {
    case 'waiting':
      return { icon: <CloudSyncOutlined aria-hidden />, words: '有改动，稍后自动保存' }
    case 'saving':
      return { icon: <LoadingOutlined aria-hidden />, words: '正在保存……' }
    case 'unreachable':
      return { tone: 'warn', icon: <ExclamationCircleOutlined aria-hidden />, words: '暂时连不上服务器，内容已留在本机，恢复后自动保存' }
    case 'refused':
      return { tone: 'alert', icon: <ExclamationCircleOutlined aria-hidden />, words: message ?? '未能保存' }
    case 'stale':
      return {
        tone: 'alert',
        icon: <ExclamationCircleOutlined aria-hidden />,
        words: '内容在别处有更新，自动保存已暂停；载入最新内容后，您的改动仍然保留',
      }
    case 'idle':
      if (savedAt)
        return {
          ...(unsent ? { tone: 'warn' as const } : {}),
          icon: <CheckCircleOutlined aria-hidden />,
          words: `已自动保存 ${clockText(savedAt)}${unsent}`,
        }
      return {
        icon: <CheckCircleOutlined aria-hidden />,
        words: record ? `上次保存 ${momentText(record.changedAt)}` : '开始填写后自动保存为草稿',
      }
  }
}
