import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Cockpit } from '#cockpits/cockpit.ts'
import { dayText } from '../city-time.ts'
import { ledgerPlace } from '../places.ts'
import type { ReportId } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './cockpit.module.css'
import { notCountedQuery } from './queries.ts'

const FIRST = 10

type Props = { report: ReportId; cockpit: Cockpit; of: string | undefined; unit?: string }

/** 尚未计入: what is in none of these figures, and why; of all units that one may read of, or of one. Its numbers lead to the ledger, as it now stands. */
export function NotCounted({ report, cockpit, of, unit }: Props) {
  const { data, error, refetch } = useQuery(notCountedQuery(report, of))
  const [all, setAll] = useState(false)
  const rows = data?.filter((each) => unit === undefined || each.unit === unit)
  const pending = cockpit.units.filter((each) => each.pending && (unit === undefined || each.id === unit))
  const said = [
    ...cockpit.dropped.map(({ name, weight }) => `“${name}”（${weight}分）各单位数据均未到，未计入。`),
    ...(cockpit.dropped.length > 0 ? [`本期可得总分为${cockpit.attainable}分。`] : []),
    ...(pending.length > 0 ? [`${pending.map(({ name }) => name).join('、')}有指标值未到，暂无指数和排名。`] : []),
  ]
  return (
    <section className={styles.panel} aria-labelledby="not-counted">
      <div className={styles.panelHead}>
        <h2 id="not-counted">尚未计入</h2>
      </div>
      <p className={styles.quiet}>
        {of === undefined ? '未经审定的数据不计入；以下事项等待办理，审定后即计入。' : '本期计算时未经审定、未予计入的事项。'}
      </p>
      {said.map((sentence) => (
        <p key={sentence} className={styles.said}>
          {sentence}
        </p>
      ))}
      {error && !data && <Failed error={error} again={refetch} small />}
      {rows?.length === 0 && <p className={styles.nothing}>您可查看的范围内没有尚未计入的事项。</p>}
      {rows && rows.length > 0 && (
        <div className={styles.wide} role="region" aria-label="尚未计入表" tabIndex={0}>
          <table className={styles.table}>
            <caption className={styles.caption}>尚未计入的事项</caption>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col" data-text>
                  业务
                </th>
                <th scope="col">数量</th>
                <th scope="col" data-text>
                  原因
                </th>
                <th scope="col">起自</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, all ? undefined : FIRST).map((each) => (
                <tr key={`${each.unit} ${each.module} ${each.why}`}>
                  <th scope="row">{each.unitName}</th>
                  <td data-text>{each.moduleName}</td>
                  <td>
                    <Link
                      {...ledgerPlace(each.module)}
                      search={of === undefined ? each.ledger : someday(each.ledger)}
                      className={styles.number}
                      aria-label={`${each.unitName}${each.moduleName}${each.count}，查看台账`}
                    >
                      {each.count}
                    </Link>
                  </td>
                  <td data-text data-wraps>
                    {each.why}
                  </td>
                  <td>{dayText(each.since)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows && rows.length > FIRST && (
        <div className={styles.panelFoot}>
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? '只看前列' : `全部${rows.length}行`}
          </Button>
        </div>
      )}
    </section>
  )
}

/** What waited when something was computed has moved on: its unit's records are looked for wherever they now stand. */
const someday = ({ stage: _stage, ...whose }: Record<string, string>) => whose
