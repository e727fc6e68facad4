import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Skeleton, Switch, Tabs } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { APPROVED, type Verb } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { wordedAs } from '#kernel/shown-form.ts'
import { doneLabel } from '#kernel/workflow.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useWide } from '#web/fields/parts/use-wide.ts'
import { PledgeScope } from '#web/files/pledge.tsx'
import { moduleOf } from '#web/module-of.ts'
import { editPlace, ledgerPlace } from '#web/places.ts'
import { Failed } from '#web/shell/failed.tsx'
import { ActBar, type Wish } from './act-bar.tsx'
import { AmendDialog } from './amend-dialog.tsx'
import { AsksPanel } from './asks-panel.tsx'
import { ChildrenTable } from './children-table.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { ExtendDialog } from './extend-dialog.tsx'
import { ExtensionPanel } from './extension-panel.tsx'
import { FiledNotice } from './filed-notice.tsx'
import { FlowLine } from './flow-line.tsx'
import { History } from './history.tsx'
import { Notice } from './notice.tsx'
import { PassDialog } from './pass-dialog.tsx'
import { goTo } from './place-id.ts'
import { noteDeed } from './deeds.ts'
import { NextTodo } from './next-todo.tsx'
import { actsQuery } from './record-queries.ts'
import { PastReports } from './past-reports.tsx'
import { pastRounds } from './past-rounds.ts'
import { RecordHead } from './record-head.tsx'
import styles from './record-sheet.module.css'
import { RecordValues } from './record-values.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { ReturnedNotice } from './returned-notice.tsx'
import { saidOf } from './said-of.ts'
import { StaleNotice } from './stale-notice.tsx'
import { BrokenNotice, StoppedNotice, WarningNotice } from './standing-notices.tsx'
import { UrgeButton } from './urge-button.tsx'
import { useAct, type Outcome } from './use-act.ts'
import { useCorrections } from './use-corrections.ts'
import { useNews } from './use-news.ts'
import { whereNow } from './where-now.ts'
import { latestChange, Versions, type Compared } from './versions.tsx'

/** A record on one sheet, and the verbs on it. */
export function RecordSheet({ module, record }: { module: Module; record: RecordAnswer }) {
  const navigate = useNavigate()
  const acting = useAct(module, record)
  const told = useQuery(actsQuery(module.path, record.id))
  const acts = told.data ?? []
  const may = (verb: Verb) => record.abilities.some((ability) => ability.verb === verb && !ability.refused)
  const labelOf = (verb: Verb) => record.abilities.find((ability) => ability.verb === verb)?.label ?? ''
  const { message } = App.useApp()
  const [uploading, setUploading] = useState(0)
  const correcting = useCorrections(module, record, may('pass'))
  const [dialog, setDialog] = useState<'pass' | 'return' | 'decide' | 'extend' | 'amend' | null>(null)
  const [tab, setTab] = useState('values')
  const [compared, setCompared] = useState<Compared | null>(null)
  const [guided, setGuided] = useState(may('pass'))
  const [asFiled, setAsFiled] = useState(false)
  // What is corrected is corrected under today's words.
  const filed = correcting.typed ? null : record.filedOtherwise
  const worded = asFiled && filed ? wordedAs(module, filed.form) : module
  const news = useNews(record, acting.mine)
  const guidedId = useId()
  const wide = useWide()

  const stale = acting.stale && <StaleNotice words={acting.stale} onTake={acting.takeNewest} />
  const close = () => setDialog(null)
  // What one did here oneself, and where that led, is no longer how it stands.
  const passedBy = () => {
    news.seen()
    noteDeed(record.id, null)
  }
  const wish = (what: Wish) => {
    switch (what) {
      case 'pass':
        if (uploading > 0) return void message.warning('有附件尚未传完，请待传完或取消上传后再办理。')
        if (correcting.problems.length > 0) return goTo(correcting.problems[0]!.field ?? '')
        return setDialog('pass')
      case 'return':
      case 'decide':
      case 'extend':
      case 'amend':
        return setDialog(what)
      case 'withdraw':
        return void acting.act({ verb: 'withdraw' }, () => '已撤回')
      case 'unchanged':
        return void acting.act({ verb: 'unchanged' }, (done) => `已按“无变化”上报，${whereNow(module, done)}`)
      case 'renew':
        return void acting
          .act({ verb: 'renew' }, () => '')
          .then((outcome) => after(outcome, () => navigate(editPlace(module.path, record.id))))
      case 'discard':
        return void acting.act({ verb: 'discard' }, () => '').then((outcome) => after(outcome, () => navigate(ledgerPlace(module.path))))
    }
  }
  const pass = async () => {
    const { corrected } = correcting
    const values = Object.keys(corrected).length > 0 ? { values: corrected } : {}
    const done = doneLabel(module, record.stage)
    const outcome = await acting.act({ verb: 'pass', ...values }, (passed) => `已${done}，${whereNow(module, passed)}`)
    if (outcome === 'done') correcting.end()
    // What is wrong stands at the fields, behind the dialog.
    if (outcome !== 'stale') close()
  }

  const corrected =
    !may('pass') || correcting.open.length === 0 ? undefined : correcting.typed === null ? null : Object.keys(correcting.corrected).length
  const past = pastRounds(module, acts)
  // What is drawn from the acts waits for them, and says when they could not be fetched.
  const fromActs = (draw: () => ReactNode) =>
    told.data ? draw() : told.error ? <Failed error={told.error} again={told.refetch} busy={told.isFetching} /> : <Skeleton active />
  const opened = record.stage === APPROVED ? (module.opens?.(record).length ?? 0) : 0
  const children =
    record.children.length > 0 ? `${moduleOf(record.children[0]!.module)?.name ?? '下达任务'}（${record.children.length}）` : null
  return (
    <PledgeScope org={record.holders[0]?.org ?? record.owner} onUnderway={setUploading}>
      <div className={styles.page}>
        <div className={styles.inside}>
          <RecordHead module={module} record={record} />
          <div className={styles.banners}>
            {!news.changed && <NextTodo record={record.id} />}
            {stale}
            {news.changed && <Notice tone="info" role="status" title="内容刚刚有更新，本页已显示最新内容。" onClose={passedBy} />}
            <StoppedNotice module={module} record={record} acts={acts} />
            <BrokenNotice module={module} record={record} />
            <WarningNotice record={record} />
            {record.returned && <ReturnedNotice module={module} returned={record.returned} />}
          </div>
          <section className={styles.card}>
            <FlowLine module={module} record={record} acts={acts} />
            <UrgeButton module={module} record={record} />
          </section>
          {record.extension && <ExtensionPanel record={record} acting={acting} />}
          {record.asks.length > 0 && <AsksPanel module={module} record={record} acting={acting} />}
          <div className={styles.tabs}>
            {tab === 'values' && (
              <span className={styles.guided}>
                <label htmlFor={guidedId}>填写说明</label>
                <Switch id={guidedId} size="small" checked={guided} onChange={setGuided} />
              </span>
            )}
            <Tabs
              tabBarGutter={wide ? 32 : 14}
              activeKey={tab}
              onChange={setTab}
              items={[
                {
                  key: 'values',
                  label: '填报内容',
                  children: (
                    <>
                      {filed && <FiledNotice module={module} filed={filed} then={worded !== module} onChoose={setAsFiled} />}
                      <RecordValues
                        module={worded}
                        record={record}
                        guided={guided}
                        correcting={
                          correcting.typed && {
                            fields: correcting.open,
                            values: correcting.typed,
                            said: saidOf([...correcting.problems, ...(acting.refused?.problems ?? [])], undefined),
                            onChange: correcting.change,
                          }
                        }
                      />
                    </>
                  ),
                },
                ...(children
                  ? [
                      {
                        key: 'children',
                        label: children,
                        children: <ChildrenTable items={record.children} opened={opened} title={record.title} />,
                      },
                    ]
                  : []),
                ...(module.renews && record.round > 1
                  ? [
                      {
                        key: 'past',
                        label: `${module.renews.past ?? '历次报告'}${told.data ? `（${past.length}）` : ''}`,
                        children: fromActs(() => <PastReports module={module} record={record} rounds={past} />),
                      },
                    ]
                  : []),
                {
                  key: 'history',
                  label: '办理记录',
                  children: fromActs(() => (
                    <History
                      module={module}
                      acts={acts}
                      onCompare={(from, to) => {
                        setCompared({ from, to })
                        setTab('versions')
                      }}
                    />
                  )),
                },
                {
                  key: 'versions',
                  label: '版本对照',
                  children: fromActs(() => (
                    <Versions module={module} id={record.id} acts={acts} compared={compared ?? latestChange(acts)} onChoose={setCompared} />
                  )),
                },
              ]}
            />
          </div>
        </div>
        <ActBar
          module={module}
          record={record}
          busy={acting.busy}
          corrected={corrected}
          onCorrect={(begin) => (begin ? correcting.begin() : correcting.end())}
          onWish={wish}
        />
      </div>
      {dialog === 'pass' && (
        <PassDialog
          module={module}
          record={record}
          notice={stale}
          label={labelOf('pass')}
          corrected={correcting.corrected}
          busy={acting.busy === 'pass'}
          onPass={() => void pass()}
          onClose={close}
        />
      )}
      {dialog === 'return' && (
        <ReturnDialog
          module={module}
          record={record}
          notice={stale}
          busy={acting.busy === 'return'}
          onReturn={(reason) =>
            void acting
              .act({ verb: 'return', reason }, (done) => `已驳回，${whereNow(module, done)}`)
              .then((outcome) => after(outcome, close))
          }
          onClose={close}
        />
      )}
      {dialog === 'decide' && (
        <DecideDialog
          module={module}
          record={record}
          notice={stale}
          busy={acting.busy === 'decide'}
          onDecide={(outcome, label, reason) =>
            void acting
              .act({ verb: 'decide', outcome, ...(reason ? { reason } : {}) }, (done) => `已核准为“${label}”，${whereNow(module, done)}`)
              .then((ended) => after(ended, close))
          }
          onClose={close}
        />
      )}
      {dialog === 'extend' && (
        <ExtendDialog
          record={record}
          notice={stale}
          busy={acting.busy === 'extend'}
          onExtend={(until, words) =>
            void acting
              .act({ verb: 'extend', about: until, reason: { code: 'extend', words, pins: [] } }, () => '已申请延期，请等待答复')
              .then((ended) => after(ended, close))
          }
          onClose={close}
        />
      )}
      {dialog === 'amend' && (
        <AmendDialog
          module={module}
          record={record}
          notice={stale}
          busy={acting.busy === 'amend'}
          refused={acting.refused}
          onAmend={(values) =>
            void acting.act({ verb: 'amend', values }, () => `${labelOf('amend')}已保存`).then((outcome) => after(outcome, close))
          }
          onClose={close}
        />
      )}
    </PledgeScope>
  )
}

function after(outcome: Outcome, then: () => unknown) {
  if (outcome === 'done') then()
}
