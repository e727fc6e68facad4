import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import type { OpenPdf } from './pdf-open.ts'
import './pdf-text.css'
import styles from './preview.module.css'

/** One page: a canvas, and over it the text, so that a document number can be copied. */
export function PdfPage({ pdf, number, width }: { pdf: OpenPdf; number: number; width: number }) {
  const frame = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  const [shape, setShape] = useState(pdf.shape)

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry!.isIntersecting), {
      root: frame.current!.parentElement,
      rootMargin: '800px 0px',
    })
    observer.observe(frame.current!)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (!near) return
    const drawing = new AbortController()
    void draw(pdf, number, width, frame.current!, drawing.signal).then(
      (drawn) => drawn && setShape(drawn),
      () => {},
    )
    return () => drawing.abort()
  }, [pdf, number, width, near])

  return (
    <div
      ref={frame}
      className={styles.page}
      style={{ width, height: Math.round(width * shape) }}
      role="group"
      aria-label={`第 ${number} 页`}
    >
      {near && (
        <>
          <canvas aria-hidden />
          <div className="textLayer" />
        </>
      )}
    </div>
  )
}

/** Draws at the sharpness of the screen and answers height over width, or nothing when it was called off. */
async function draw(pdf: OpenPdf, number: number, width: number, frame: HTMLElement, signal: AbortSignal): Promise<number | undefined> {
  const page = await pdf.page(number)
  if (signal.aborted) return undefined
  const plain = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: width / plain.width })
  const sharpness = Math.min(devicePixelRatio, 2)
  const canvas = frame.querySelector('canvas')!
  canvas.width = Math.floor(viewport.width * sharpness)
  canvas.height = Math.floor(viewport.height * sharpness)
  const task = page.render({ canvas, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] })
  const container = frame.querySelector<HTMLElement>('.textLayer')!
  container.replaceChildren()
  container.style.setProperty('--total-scale-factor', String(viewport.scale))
  const text = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport })
  signal.addEventListener('abort', () => {
    task.cancel()
    text.cancel()
  })
  await Promise.allSettled([task.promise, text.render()])
  return signal.aborted ? undefined : plain.height / plain.width
}
