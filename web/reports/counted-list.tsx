import { Link } from '@tanstack/react-router'
import { FileList } from '../files/file-list.tsx'
import { moduleOf } from '../module-of.ts'
import { recordPlace } from '../places.ts'
import type { CountedRecord } from './queries.ts'

/** The records that a number was made of, as they were when they were counted, each with its attachments. */
export function CountedList({ records, className }: { records: readonly CountedRecord[]; className: string | undefined }) {
  return (
    <ul className={className}>
      {records.map(({ id, module, title, figure, kind, on, changed, files }) => (
        <li key={`${id} ${figure} ${kind} ${on}`}>
          <Link {...recordPlace(module, id)}>{title}</Link>
          <small>
            {moduleOf(module)?.name}，{on}
            {kind && `，${kind}`}
            {changed && '，定稿后事项有更新，附件为计入时的'}
          </small>
          <FileList files={files} />
        </li>
      ))}
    </ul>
  )
}
