import { DownloadOutlined, FileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { cityTime } from '../city-time.ts'
import { downloadPath, sizeText } from '../files/file-words.ts'
import { manualsQuery, type Edition, type ManualAnswer } from './manual-queries.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './manuals.module.css'

/** The manuals of one business, or with null those of the whole system and, below, of every business. Earlier editions can be fetched too. */
export function Manuals({ module }: { module: string | null }) {
  const { data, error, refetch } = useQuery(manualsQuery)
  if (error && !data) return <Failed error={error} again={refetch} small />
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  const manuals = data.filter((manual) => module === null || manual.module === module)
  if (manuals.length === 0) return <p className={styles.quiet}>暂无可下载的手册。</p>
  return (
    <ul className={styles.manuals}>
      {manuals.map((manual) => (
        <Manual key={manual.id} manual={manual} />
      ))}
    </ul>
  )
}

function Manual({ manual: { title, editions } }: { manual: ManualAnswer }) {
  const [latest, ...earlier] = editions
  if (!latest) return null
  return (
    <li>
      <FileOutlined className={styles.icon ?? ''} aria-hidden />
      <div>
        <p>
          <Download title={title} edition={latest} />
        </p>
        <p className={styles.facts}>
          第 {latest.edition} 版　{cityTime(latest.at).format('YYYY-MM-DD')} 发布　{sizeText(latest.file.size)}
          {latest.note && `　${latest.note}`}
        </p>
        {earlier.length > 0 && (
          <details className={styles.earlier}>
            <summary>历史版本（{earlier.length}）</summary>
            <ul>
              {earlier.map((edition) => (
                <li key={edition.edition}>
                  <Download title={`${title}（第 ${edition.edition} 版）`} edition={edition} />
                  <span className={styles.facts}>
                    {cityTime(edition.at).format('YYYY-MM-DD')}
                    {edition.note && `　${edition.note}`}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}

function Download({ title, edition: { file } }: { title: string; edition: Edition }) {
  return (
    <a href={downloadPath(file)} download={file.name}>
      {title} <DownloadOutlined aria-hidden />
    </a>
  )
}
