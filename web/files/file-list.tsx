import { DeleteOutlined, DownloadOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'
import styles from './file-list.module.css'
import { downloadPath, sizeText, viewingOf } from './file-words.ts'
import { openPreview, usePreviewed } from './preview-open.ts'
import { PreviewDrawer } from './preview-drawer.tsx'

const ICONS = { pdf: <FilePdfOutlined />, word: <FileWordOutlined />, image: <FileImageOutlined /> }

/** Files of a record: looked at in the page, downloaded, and in a form taken out again. */
export function FileList({ files, onRemove }: { files: readonly HeldFile[]; onRemove?: ((file: HeldFile) => void) | undefined }) {
  const list = useId()
  const previewed = usePreviewed(list)
  if (files.length === 0) return null
  return (
    <>
      <ul className={styles.list}>
        {files.map((file) => {
          const viewing = viewingOf(file.name)
          return (
            <li key={file.id}>
              <span className={styles.icon} aria-hidden>
                {viewing ? ICONS[viewing] : <FileOutlined />}
              </span>
              {viewing ? (
                <Button type="link" className={styles.name!} onClick={() => openPreview(list, file)} title={`预览 ${file.name}`}>
                  <span>{file.name}</span>
                </Button>
              ) : (
                <span className={styles.name} title={file.name}>
                  {file.name}
                </span>
              )}
              <span className={styles.size}>{sizeText(file.size)}</span>
              <a className={styles.act} href={downloadPath(file)} download={file.name} aria-label={`下载 ${file.name}`} title="下载">
                <DownloadOutlined aria-hidden />
              </a>
              {onRemove && (
                <Button
                  type="text"
                  size="small"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={`移除 ${file.name}`}
                  title="移除"
                  onClick={() => onRemove(file)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {previewed && (
        <PreviewDrawer
          file={previewed}
          siblings={files.filter((file) => viewingOf(file.name) !== null)}
          onTurn={(file) => openPreview(list, file)}
          onClose={() => openPreview(list, null)}
        />
      )}
    </>
  )
}
