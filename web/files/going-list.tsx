import { CloseOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { sizeText } from './file-words.ts'
import styles from './upload-box.module.css'
import type { Going } from './use-uploads.ts'

type Props = { going: Going[]; pause: (key: string) => void; resume: (key: string) => void; cancel: (key: string) => void }

/** Uploads under way, with what can be done about each. */
export function GoingList({ going, pause, resume, cancel }: Props) {
  if (going.length === 0) return null
  return (
    <ul className={styles.going}>
      {going.map((one) => {
        const { key, file, state, sent, message } = one
        return (
          <li key={key}>
            <div className={styles.name}>{file.name}</div>
            <div className={styles.acts}>
              {state === 'running' && (
                <Button type="text" size="small" icon={<PauseOutlined />} aria-label={`暂停上传 ${file.name}`} onClick={() => pause(key)} />
              )}
              {(state === 'paused' || state === 'failed') && (
                <Button
                  type="text"
                  size="small"
                  icon={<PlayCircleOutlined />}
                  aria-label={`继续上传 ${file.name}`}
                  onClick={() => resume(key)}
                >
                  继续
                </Button>
              )}
              {state !== 'checking' && (
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  aria-label={state === 'refused' ? `移除 ${file.name}` : `取消上传 ${file.name}`}
                  onClick={() => cancel(key)}
                />
              )}
            </div>
            {state !== 'refused' && (
              <Progress
                percent={Math.floor((sent / file.size) * 100)}
                size="small"
                showInfo={false}
                status={state === 'running' || state === 'checking' ? 'active' : 'normal'}
                aria-label={`${file.name} 上传进度`}
              />
            )}
            <div className={state === 'refused' || state === 'failed' ? styles.refused : styles.pace} role={message ? 'alert' : undefined}>
              {message ?? paceText(one)}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function paceText({ file, state, sent, speed }: Going): string {
  const part = `${sizeText(sent)} / ${sizeText(file.size)}`
  switch (state) {
    case 'waiting':
      return `${sizeText(file.size)}，等待上传`
    case 'checking':
      return '已传完，正在检查文件内容……'
    case 'paused':
      return `${part}，已暂停`
    default:
      return speed > 0 ? `${part}，${sizeText(speed)}/秒，约剩 ${Math.max(1, Math.ceil((file.size - sent) / speed))} 秒` : part
  }
}
