import { Button } from 'antd'
import { ButtonLink } from './button-link.tsx'
import { usePageTitle } from './page-title.ts'
import { Statement } from './statement.tsx'

/** One page for what is hidden, moved or never was. */
export function NotFoundPage() {
  usePageTitle('没有找到')
  return (
    <Statement
      figure="404"
      title="没有找到您要的内容"
      words="可能已被移走，或不在您的查看范围内。请检查网址，或从工作台进入。"
      actions={
        <>
          <ButtonLink to="/" look="primary">
            回到工作台
          </ButtonLink>
          <Button onClick={() => window.history.back()}>返回上一页</Button>
        </>
      }
    />
  )
}
