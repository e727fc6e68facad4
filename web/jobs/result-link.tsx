import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { sizeText } from '../files/file-words.ts'
import type { Job } from './types.ts'

/** A plain link: the browser's own download goes on where it was cut off. */
export function ResultLink({ job, words, look = 'default' }: { job: Job; words: string; look?: 'default' | 'primary' }) {
  const { result } = job.outcome
  if (!result || !job.fetchable) return null
  return (
    <Button
      type={look}
      icon={<DownloadOutlined aria-hidden />}
      href={`/api/jobs/${job.id}/result`}
      download={result.name}
      title={result.name}
    >
      {words}（{sizeText(result.size)}）
    </Button>
  )
}
