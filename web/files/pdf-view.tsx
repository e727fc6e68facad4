import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Alert, Button, InputNumber, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { openPdf, type OpenPdf } from './pdf-open.ts'
import { PdfPage } from './pdf-page.tsx'
import styles from './preview.module.css'
import { ZoomBar, zoomWithKeys } from './zoom-bar.tsx'

/** A PDF, page below page, drawn as it is scrolled to. */
export function PdfView({ bytes }: { bytes: Blob }) {
  const [opened, setOpened] = useState<OpenPdf | 'failed' | 'locked'>()
  useEffect(() => {
    let gone = false
    const opening = openPdf(bytes)
    opening.then(
      (pdf) => gone || setOpened(pdf),
      (error: unknown) => gone || setOpened(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'failed'),
    )
    return () => {
      gone = true
      opening.then((pdf) => pdf.close()).catch(() => {})
    }
  }, [bytes])
  if (opened === 'locked') return <Alert type="warning" showIcon title="这份 PDF 设有密码，不能在页面中显示。" className={styles.said!} />
  if (opened === 'failed')
    return <Alert type="warning" showIcon title="这份 PDF 不能在页面中显示，请下载后查看。" className={styles.said!} />
  if (!opened) {
    return (
      <div className={styles.said}>
        <Skeleton active paragraph={{ rows: 12 }} />
      </div>
    )
  }
  return <Pages pdf={opened} />
}

function Pages({ pdf }: { pdf: OpenPdf }) {
  const [zoom, setZoom] = useState(1)
  const [at, setAt] = useState(1)
  const scroll = useRef<HTMLDivElement>(null)
  const width = useInnerWidth(scroll)
  const pageAt = (number: number) => scroll.current?.children[number - 1] as HTMLElement | undefined
  const turnTo = (number: number) => {
    const page = pageAt(Math.min(pdf.count, Math.max(1, number)))
    if (page) scroll.current!.scrollTo({ top: page.offsetTop - scroll.current!.offsetTop - 8 })
  }
  const noticePage = () => {
    const middle = scroll.current!.scrollTop + scroll.current!.offsetTop + scroll.current!.clientHeight / 2
    let number = 1
    while (number < pdf.count && pageAt(number + 1)!.offsetTop < middle) number++
    setAt(number)
  }
  return (
    <div className={styles.view}>
      <ZoomBar zoom={zoom} onZoom={setZoom}>
        <Button type="text" size="small" icon={<LeftOutlined />} aria-label="上一页" disabled={at <= 1} onClick={() => turnTo(at - 1)} />
        <InputNumber
          size="small"
          controls={false}
          min={1}
          max={pdf.count}
          precision={0}
          value={at}
          onChange={(number) => number && turnTo(number)}
          aria-label="页码"
          style={{ width: 52 }}
        />
        <span>/ {pdf.count} 页</span>
        <Button
          type="text"
          size="small"
          icon={<RightOutlined />}
          aria-label="下一页"
          disabled={at >= pdf.count}
          onClick={() => turnTo(at + 1)}
        />
      </ZoomBar>
      <div
        ref={scroll}
        className={styles.scroll}
        tabIndex={0}
        role="region"
        aria-label="PDF 内容"
        onScroll={noticePage}
        onKeyDown={zoomWithKeys(zoom, setZoom)}
      >
        {width > 0 &&
          Array.from({ length: pdf.count }, (_, index) => <PdfPage key={index} pdf={pdf} number={index + 1} width={width * zoom} />)}
      </div>
    </div>
  )
}

/** Width inside the padding, followed as the drawer changes. */
function useInnerWidth(of: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(of.current!)
    return () => observer.disconnect()
  }, [of])
  return width
}
