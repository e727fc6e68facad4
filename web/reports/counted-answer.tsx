import { Link } from '@tanstack/react-router'
import { useNames } from '../api/names.ts'
import { momentText } from '../city-time.ts'
import { FileList } from '../files/file-list.tsx'
import { moduleOf } from '../module-of.ts'
import { recordPlace } from '../places.ts'
import type { Counted, CountedRecord, HandFigure } from './queries.ts'

/** Class names of the list and of the words under it, what is said where nothing was counted, and whether they are of several units. */
type Props = { data: Counted; list: string | undefined; quiet: string | undefined; none: string; ofAll?: boolean }

/** What a number was made of: its records, or who entered it. */
export function CountedAnswer({ data: { all, records, byHand }, list, quiet, none, ofAll = false }: Props) {
  if (byHand) return <Entered of={byHand} />
  if (all === 0) return <p role="status">{none}</p>
  return (
    <>
      {records.length > 0 && <CountedList records={records} className={list} named={ofAll} />}
      {records.length < all && (
        <p className={quiet}>
          共{all}条，{restWords(records.length)}
        </p>
      )}
    </>
  )
}

/** As they were when they were counted, each with its attachments. */
function CountedList({ records, className, named }: { records: readonly CountedRecord[]; className: string | undefined; named: boolean }) {
  const { short } = useNames()
  return (
    <ul className={className}>
      {records.map(({ id, module, title, org, figure, kind, on, amount, changed, files }) => (
        <li key={`${id} ${org} ${figure} ${kind} ${on}`}>
          <Link {...recordPlace(module, id)}>{title}</Link>
          <small>
            {named && `${short(org)}，`}
            {moduleOf(module)?.name}，{on}
            {kind && `，${kind}`}
            {amount !== '1' && `，计${amount}`}
            {changed && '，定稿后事项有更新，附件为计入时的'}
          </small>
          <FileList files={files} />
        </li>
      ))}
    </ul>
  )
}

/** As many as an answer holds at most; more are left to the ledger. */
const MOST = 500

function restWords(shown: number): string {
  if (shown === MOST) return `列出最近的${MOST}条。`
  return shown === 0 ? '均不在您的查看范围内。' : '其余不在您的查看范围内。'
}

/** A figure that somebody entered, and what it rests on. */
function Entered({ of: { basis, cause, enteredByName, enteredAt } }: { of: HandFigure }) {
  return (
    <p>
      <span>
        手工录入。依据：{basis}
        {cause !== null && `；更正原因：${cause}`}
      </span>
      <small>
        {enteredByName}，{momentText(enteredAt)}
      </small>
    </p>
  )
}
