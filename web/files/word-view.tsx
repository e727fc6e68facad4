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
  const [fit, setFit] = useState(1)
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
    const styleSheets = document.createElement('div')
    const pages = document.createElement('div')
    const desk = document.createElement('style')
    desk.textContent = DESK
    root.replaceChildren(styleSheets, desk, pages)
    // Embedded web pages (altChunk) are not drawn: they could bring anything.
    renderAsync(bytes, pages, styleSheets, { renderAltChunks: false }).then(
      () => {
        tame(pages)
        const widest = Math.max(...[...pages.querySelectorAll('section')].map((page) => page.offsetWidth))
        if (widest > 0) setFit(Math.min(1, host.current!.parentElement!.clientWidth / (widest + 2 * MARGIN)))
      },
      () => setFailed(true),
    )
    return () => root.replaceChildren()
  }, [bytes])
  if (failed) return <Alert type="warning" showIcon title="这份文件不能在页面中显示，请下载后查看。" className={styles.said!} />
  return (
    <div className={styles.view}>
      <ZoomBar zoom={zoom} onZoom={setZoom} />
      <div
        className={`${styles.scroll} ${styles.bare}`}
        tabIndex={0}
        role="region"
        aria-label="Word 文件内容"
        onKeyDown={zoomWithKeys(zoom, setZoom)}
      >
        <div ref={host} style={{ zoom: zoom * fit }} />
      </div>
    </div>
  )
}

const MARGIN = 16

/** The pages lie on our ground, not on the library's. */
const DESK = `.docx-wrapper { padding: ${MARGIN}px; background: none; } .docx-wrapper > section.docx { margin-bottom: ${MARGIN}px; box-shadow: 0 1px 8px rgb(23 36 54 / 12%); }`

/** Links lead to web addresses or places inside the document, nowhere else. */
function tame(pages: HTMLElement) {
  for (const link of pages.querySelectorAll('a')) {
    const to = link.getAttribute('href') ?? ''
    if (/^https?:/i.test(to)) Object.assign(link, { target: '_blank', rel: 'noreferrer noopener' })
    else if (!to.startsWith('#')) link.removeAttribute('href')
  }
}
