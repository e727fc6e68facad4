import { useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../api/call.ts'
import { computationQuery, liveQuery, recordsQuery } from '../reports/queries.ts'
import { UnitScores } from '../reports/unit-scores.tsx'
import styles from './project.module.css'

/** What a department’s index is made of, down to the records behind each indicator. */
export function DepartmentScores({ unit, computation }: { unit: string; computation: string | null }) {
  const live = useQuery({ ...liveQuery('project'), enabled: computation === null })
  const then = useQuery({ ...computationQuery(computation ?? ''), enabled: computation !== null })
  const { data, error } = computation === null ? live : then
  const found = data?.result.units.find(({ id }) => id === unit)
  if (!data || !found)
    return (
      <p className={styles.note} role="status">
        {error ? sentenceOf(error) : '正在打开……'}
      </p>
    )
  return (
    <UnitScores
      scheme={data.scheme}
      unit={found}
      standards={data.result.standards}
      counted={(indicator) => recordsQuery('project', computation ?? undefined, { unit, indicator })}
    />
  )
}
