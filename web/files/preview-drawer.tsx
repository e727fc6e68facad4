import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Skeleton } from 'antd'
import { lazy, Suspense, type ReactNode } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import { callBlob } from '#web/api/call.ts'
import { Failed } from '#web/shell/failed.tsx'
import { downloadPath, viewingOf } from './file-words.ts'
import styles from './preview.module.css'

const PdfView = lazy(() => import('./pdf-view.tsx').then((file) => ({ default: file.PdfView })))
const WordView = lazy(() => import('./word-view.tsx').then((file) => ({ default: file.WordView })))
const ImageView = lazy(() => import('./image-view.tsx').then((file) => ({ default: file.ImageView })))

type Props = { file: HeldFile; siblings: readonly HeldFile[]; onTurn: (file: HeldFile) => void; onClose: () => void }

/** A file beside the page it belongs to; the page stays in use, so that an answer can be checked against its proof. */
export function PreviewDrawer({ file, siblings, onTurn, onClose }: Props) {
  const at = siblings.findIndex((one) => one.id === file.id)
  const turn = (to: number, label: string, icon: ReactNode) => (
    <Button
      type="text"
      icon={icon}
      aria-label={label}
      title={label}
      disabled={!siblings[to]}
      onClick={() => siblings[to] && onTurn(siblings[to])}
    />
  )
  return (
    <Drawer
      open
      onClose={onClose}
      mask={false}
      size="min(max(52vw, 600px), 100vw)"
      resizable
      title={<span className={styles.title}>{file.name}</span>}
      extra={
        <>
          {siblings.length > 1 && (
            <>
              {turn(at - 1, '上一个附件', <LeftOutlined />)}
              {turn(at + 1, '下一个附件', <RightOutlined />)}
            </>
          )}
          <Button type="text" href={downloadPath(file)} download={file.name} icon={<DownloadOutlined aria-hidden />}>
            下载
          </Button>
        </>
      }
      styles={{ title: { minWidth: 0 }, body: { padding: 0 } }}
    >
      <Suspense fallback={<Loading />}>
        <Viewed key={file.id} file={file} />
      </Suspense>
    </Drawer>
  )
}

function Viewed({ file }: { file: HeldFile }) {
  // The bytes leave memory with the drawer: what was looked at is not kept in the browser.
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['file', file.id],
    queryFn: ({ signal }) => callBlob(`/api/files/${file.id}`, { signal }),
    staleTime: 'static',
    gcTime: 0,
  })
  if (error && !data) return <Failed error={error} again={refetch} busy={isFetching} />
  if (!data) return <Loading />
  switch (viewingOf(file.name)) {
    case 'pdf':
      return <PdfView bytes={data.blob} />
    case 'word':
      return <WordView bytes={data.blob} />
    case 'image':
      return <ImageView bytes={data.blob} name={file.name} />
    case null:
      return <Alert type="info" showIcon title="这种格式不能在页面中预览，请下载后查看。" className={styles.said!} />
  }
}

function Loading() {
  return (
    <div className={styles.said}>
      <Skeleton active paragraph={{ rows: 12 }} />
    </div>
  )
}
