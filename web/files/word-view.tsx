import { Alert } from 'antd'
import { renderAsync } from 'docx-preview'
import { useEffect, useRef, useState } from 'react'
import styles from './preview.module.css'
import { ZoomBar, zoomWithKeys } from './zoom-bar.tsx'

/** A Word document as pages. It is drawn in a shadow tree: its styles stay with it and ours stay out. */
export function WordView({ bytes }: { bytes: Blob }) {
  const host = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState(1)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
    const styleSheets = document.createElement('div')
    const pages = document.createElement('div')
    root.replaceChildren(styleSheets, pages)
    // Embedded web pages (altChunk) are not drawn: they could bring anything.
    renderAsync(bytes, pages, styleSheets, { renderAltChunks: false, breakPages: true, inWrapper: true, experimental: false }).then(() => tame(pages), () => setFailed(true))
    return () => root.replaceChildren()
  }, [bytes])
  if (failed) return <Alert type="warning" showIcon title="这份文件不能在页面中显示，请下载后查看。" className={styles.said!} />
  return (
    <div className={styles.view}>
      <ZoomBar zoom={zoom} onZoom={setZoom} />
      <div className={styles.scroll} tabIndex={0} role="document" aria-label="Word 文件内容" onKeyDown={zoomWithKeys(zoom, setZoom)}>
        <div ref={host} style={{ zoom }} />
      </div>
    </div>
  )
}

/** Links lead to web addresses or places inside the document, nowhere else. */
function tame(pages: HTMLElement) {
  for (const link of pages.querySelectorAll('a')) {
    const to = link.getAttribute('href') ?? ''
    if (/^https?:/i.test(to)) Object.assign(link, { target: '_blank', rel: 'noreferrer noopener' })
    else if (!to.startsWith('#')) link.removeAttribute('href')
  }
}
