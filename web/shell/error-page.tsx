import { DisconnectOutlined } from '@ant-design/icons'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import { Refused, sentenceOf } from '../api/call.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { usePageTitle } from './page-title.ts'
import { Statement } from './statement.tsx'

/** Where a page could not be shown. When the server is out of reach it tries again by itself. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  const offline = error instanceof Refused && error.code === 'UNREACHABLE'
  const again = () => {
    boundary.reset()
    reset()
    void router.invalidate()
  }
  useEffect(() => {
    if (!offline) return
    const timer = setInterval(again, 5000)
    return () => clearInterval(timer)
  })
  usePageTitle(offline ? '连接不上服务器' : '页面出现问题')
  if (error instanceof Refused && error.status === 404) return <NotFoundPage />
  return (
    <Statement
      figure={offline ? <DisconnectOutlined /> : undefined}
      title={offline ? '连接不上服务器' : error instanceof Refused ? '暂时不能打开' : '页面出现问题'}
      words={offline ? '请检查网络。恢复后本页会自动继续，已保存的内容不会丢失。' : sentenceOf(error)}
      actions={
        <>
          <Button type="primary" onClick={again}>
            重试
          </Button>
          <Button onClick={() => window.location.assign('/')}>回到工作台</Button>
        </>
      }
    />
  )
}

/** The same before the shell stands, where there is no landmark yet. */
export function ErrorOutside(props: ErrorComponentProps) {
  return (
    <main id="main">
      <ErrorPage {...props} />
    </main>
  )
}
