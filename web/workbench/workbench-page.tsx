import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { cityTime } from '../city-time.ts'
import { isBusiness } from '#kernel/org.ts'
import { useMe } from '../api/me.ts'
import { todoSummaryQuery } from '../api/todo-queries.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { AdministratorDesk } from './administrator-desk.tsx'
import { CockpitOffer } from './cockpit-offer.tsx'
import { RecentNotices } from './recent-notices.tsx'
import { ScopeOverview } from './scope-overview.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Tallies } from './tallies.tsx'
import { TodoDesk } from './todo-desk.tsx'
import { UncountedCard } from './uncounted-card.tsx'
import styles from './workbench.module.css'

const route = getRouteApi('/shell/')

/** What waits for this person, what came back and why, what is due, and what everybody should know. */
export function WorkbenchPage() {
  usePageTitle('工作台')
  const me = useMe()
  const search = route.useSearch()
  const works = me.posts.some((post) => isBusiness(post.role))
  const reads = works && me.posts.every((post) => post.role === 'leader')
  const { data: summary } = useQuery({ ...todoSummaryQuery, enabled: works })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>
            {greeting()}，{me.name}
          </h1>
          <p>{cityTime().format('YYYY年M月D日 dddd')}</p>
        </div>
        {works && !reads && <Tallies summary={summary} />}
      </header>
      {reads && <CockpitOffer />}
      <div className={styles.columns}>
        {reads ? <ScopeOverview /> : works ? <TodoDesk search={search} summary={summary} /> : <AdministratorDesk />}
        <aside className={styles.side} aria-label="通知与入口">
          {works && <Shortcuts />}
          <RecentNotices />
          {/* Last: it comes when it is known that there is something to say, and pushes nothing down. */}
          {works && <UncountedCard />}
        </aside>
      </div>
    </div>
  )
}

function greeting(): string {
  const hour = cityTime().hour()
  if (hour < 6) return '夜深了'
  if (hour < 12) return '上午好'
  return hour < 18 ? '下午好' : '晚上好'
}
