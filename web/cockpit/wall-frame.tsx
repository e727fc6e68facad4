import { ArrowLeftOutlined, FullscreenOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Refused, sentenceOf } from '../api/call.ts'
import { cityTime } from '../city-time.ts'
import { usePageTitle } from '../shell/page-title.ts'
import type { Rotation } from './use-rotation.ts'
import styles from './wall.module.css'

type Props = {
  title: string
  /** Which period, and that nothing is fixed. */
  period: string | undefined
  query: UseQueryResult<unknown>
  rotation: Rotation
  /** The page it was opened from, and it itself. */
  cockpit: '/cockpit/projects' | '/cockpit'
  wall: '/wall/projects' | '/wall/district'
  children: ReactNode
}

/**
 * 投屏: one screen of 16 to 9, whatever its size, that asks for itself and never scrolls. It says of which moment the picture is; when no answer comes, and when the
 * session has ended, the last picture stays and that is said.
 */
export function WallFrame({ title, period, query, rotation, cockpit, wall, children }: Props) {
  usePageTitle(`${title} · 投屏`)
  const { data, error, dataUpdatedAt } = query
  const ended = error instanceof Refused && error.status === 401
  const moment = cityTime(new Date(dataUpdatedAt)).format('YYYY-MM-DD HH:mm:ss')
  return (
    <main className={styles.screen} data-theme="dark">
      <div className={styles.wall}>
        <header className={styles.head}>
          <h1>{title}</h1>
          {data !== undefined && (
            <p>
              {period}
              <time dateTime={new Date(dataUpdatedAt).toISOString()}>截至 {moment}</time>
            </p>
          )}
        </header>
        <div className={styles.body}>
          {data === undefined ? <p className={styles.opening}>{error ? sentenceOf(error) : '正在打开……'}</p> : children}
        </div>
        <footer className={styles.foot}>
          <p role="status" className={error ? styles.trouble : undefined}>
            {error
              ? troubleWords(ended, data === undefined ? null : moment)
              : '自动刷新。无人操作30分钟后登录失效，移动鼠标或按任意键可继续。'}
            {ended && (
              <Link to="/sign-in" search={{ back: wall }}>
                重新登录
              </Link>
            )}
          </p>
          <button type="button" onClick={rotation.toggle} aria-pressed={rotation.paused}>
            {rotation.paused ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
            {rotation.paused ? '继续轮播（空格键）' : '暂停轮播（空格键）'}
          </button>
          <button type="button" onClick={() => void document.documentElement.requestFullscreen()}>
            <FullscreenOutlined aria-hidden />
            全屏
          </button>
          <Link to={cockpit}>
            <ArrowLeftOutlined aria-hidden />
            退出投屏
          </Link>
        </footer>
      </div>
    </main>
  )
}

function troubleWords(ended: boolean, moment: string | null): string {
  const picture = moment === null ? '' : `画面停留在${moment}的数据。`
  return ended ? `登录已失效，不再刷新，${picture}` : `暂时连接不上服务器，正在重试，${picture}`
}
