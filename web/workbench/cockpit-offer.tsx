import { DashboardOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TOTAL } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { useMe } from '../api/me.ts'
import { cockpitQuery } from '../cockpit/queries.ts'
import { reportNames } from '../reports/queries.ts'
import styles from './workbench.module.css'

/** The first thing a leader is offered: the cockpit, with how one's own district stands, or who is first. */
export function CockpitOffer() {
  const own = useMe().posts.find(({ kind }) => kind === 'district')?.org
  const { data } = useQuery(cockpitQuery('district', undefined))
  const ranked = data?.units.filter(({ places }) => places[TOTAL]!.rank !== null).length ?? 0
  const mine = data?.units.find(({ id }) => id === own)
  const first = data?.units.find(({ places }) => places[TOTAL]!.rank === 1)
  const shown = mine ?? first
  const place = shown?.places[TOTAL]
  return (
    <Link to="/cockpit" className={styles.offer}>
      <DashboardOutlined aria-hidden />
      <span>
        <b>{reportNames.district}驾驶舱</b>
        <small>
          {!data && '指数、五色图、排名和各榜单'}
          {data && ranked === 0 && '本期各区县指标值未到齐，暂无指数和排名'}
          {ranked > 0 &&
            shown &&
            (mine
              ? `${shown.name}综合评价指数 ${two(place!.score)}，第${place!.rank ?? '—'}名／${ranked}`
              : `综合评价指数最高：${shown.name} ${two(place!.score)}`)}
        </small>
      </span>
    </Link>
  )
}
