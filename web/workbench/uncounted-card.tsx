import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cityTime } from '../city-time.ts'
import { ledgerPlace, recordPlace } from '../places.ts'
import { uncountedQuery, type Uncounted } from '../statistics/query.ts'
import styles from './workbench.module.css'

/** What of one's own is in no figure yet: how much, for whom it waits or what keeps it out, since when. Nothing is shown where everything counts. */
export function UncountedCard() {
  const { data = [] } = useQuery(uncountedQuery)
  if (data.length === 0) return null
  return (
    <section className={styles.card} aria-label="尚未计入">
      <h2>
        尚未计入
        <Link to="/statistics">办理统计</Link>
      </h2>
      <ul className={styles.uncounted}>
        {data.map((each) => (
          <li key={`${each.module} ${each.kind} ${each.stage} ${each.org} ${each.why}`}>
            {each.count === 1 ? (
              <Link {...recordPlace(each.module, each.record)}>{howMuch(each)}</Link>
            ) : (
              <Link {...ledgerPlace(each.module)} search={{ stage: each.stage }}>
                {howMuch(each)}
              </Link>
            )}
            <span>{words(each)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const howMuch = ({ count, unit, moduleName }: Uncounted) => `${count} ${unit}${moduleName}`

function words({ kind, kindName, stageLabel, orgName, since, why }: Uncounted): string {
  const from = cityTime(since).format('M月D日')
  if (why !== null) return `${why}，最早 ${from} 起`
  if (kind === 'draft') return `草稿尚未提交，最早 ${from} 起`
  return kind === 'returned' ? `${kindName}，等待${orgName}修改，最早 ${from} 起` : `等待${orgName}办理“${stageLabel}”，最早 ${from} 起`
}
