import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cityTime } from '../city-time.ts'
import { ledgerPlace } from '../places.ts'
import { uncountedQuery, type Uncounted } from '../statistics/query.ts'
import styles from './workbench.module.css'

/** What of one's own is in no figure yet: how much, for whom it waits, since when. Nothing is shown where everything counts. */
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
          <li key={`${each.module} ${each.kind} ${each.stage} ${each.org}`}>
            <Link {...ledgerPlace(each.module)} search={{ stage: each.stage }}>
              {each.count} {each.unit}
              {each.moduleName}
            </Link>
            <span>{why(each)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function why({ kind, kindName, stageLabel, orgName, since }: Uncounted): string {
  const from = cityTime(since).format('M月D日')
  if (kind === 'draft') return `草稿尚未提交，最早 ${from} 起`
  return kind === 'returned' ? `${kindName}，等待${orgName}修改，最早 ${from} 起` : `等待${orgName}办理“${stageLabel}”，最早 ${from} 起`
}
