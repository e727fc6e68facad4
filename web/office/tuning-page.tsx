import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { AS_DECLARED, type Tuning } from '#kernel/tuned.ts'
import { modules } from '#modules/all.ts'
import { tuningsQuery } from '../api/tunings.ts'
import admin from '../administration/administration.module.css'
import { usePageTitle } from '../shell/page-title.ts'
import { tuningLines } from './lines.ts'
import styles from './office.module.css'
import { TuningForm } from './tuning-form.tsx'
import { VersionHistory } from './version-history.tsx'

/** What the office sets in each business: chosen by the address, so that it can be sent on. */
export function TuningPage() {
  usePageTitle('业务设置')
  const navigate = useNavigate()
  const { of } = useSearch({ strict: false }) as { of?: string }
  const module = modules.find(({ path }) => path === of) ?? modules[0]!
  const answer = useSuspenseQuery(tuningsQuery).data.find((each) => each.module === module.path)
  const [tab, setTab] = useState('settings')
  // An earlier version taken as a beginning; a number of its own each time it is taken.
  const [taken, take] = useState<{ turn: number; from: number; tuning: Tuning } | null>(null)
  return (
    <div className={styles.page}>
      <header className={admin.head}>
        <h1>业务设置</h1>
        <Select
          aria-label="业务"
          value={module.path}
          onChange={(path) => {
            take(null)
            void navigate({ to: '.', search: { of: path } as never })
          }}
          showSearch={{ optionFilterProp: 'label' }}
          options={modules.map(({ path, name }) => ({ value: path, label: name }))}
          style={{ width: 240 }}
          popupMatchSelectWidth={false}
        />
      </header>
      <p className={admin.words}>
        保存后立即在全系统生效，填报页面、填报指南、导入导出和接口同时更新。已填报的内容仍按填报时的说明显示。校验规则和流程顺序由系统版本确定，不在此修改。
      </p>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'settings',
            label: '现行设置',
            children: (
              <TuningForm
                key={`${module.path} ${taken?.turn ?? 0}`}
                module={module}
                version={answer?.version ?? 0}
                inForce={answer?.tuning ?? AS_DECLARED}
                begin={taken}
              />
            ),
          },
          {
            key: 'history',
            label: '修改记录',
            children: (
              <VersionHistory<Tuning>
                queryKey={['tunings', 'versions', module.path]}
                path={`/api/${module.path}/tuning/versions`}
                beginning={AS_DECLARED}
                linesOf={(tuning) => tuningLines(module, tuning)}
                more={(tuning, from) =>
                  from !== answer?.version && (
                    <Button
                      type="link"
                      size="small"
                      onClick={() => {
                        take({ turn: (taken?.turn ?? 0) + 1, from, tuning })
                        setTab('settings')
                      }}
                    >
                      恢复为此版
                    </Button>
                  )
                }
              />
            ),
          },
        ]}
      />
    </div>
  )
}
