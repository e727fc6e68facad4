import { LoadingOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { connectedKey } from '../api/live.ts'
import styles from './top-bar.module.css'

/** Says that what is on screen may be old. A break of a moment is not worth a word. */
export function ConnectionMark() {
  const { data: connected } = useQuery<boolean>({ queryKey: connectedKey, enabled: false })
  const [broken, say] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => say(connected === false), connected === false ? 1500 : 0)
    return () => clearTimeout(timer)
  }, [connected])
  return (
    <span role="status">
      {broken && (
        <span className={styles.broken}>
          <LoadingOutlined aria-hidden />
          连接已断开，正在重连
        </span>
      )}
    </span>
  )
}
