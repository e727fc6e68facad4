import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/day.ts'
import { dictionariesIn, RETURN_REASONS } from '#kernel/dictionaries.ts'
import { reasonDetail } from '#kernel/reason-fields.ts'
import { isOffered } from '#kernel/terms.ts'
import { modules } from '#modules/all.ts'
import admin from '../administration/administration.module.css'
import { List, type Column } from '../administration/list.tsx'
import { call, sentenceOf } from '../api/call.ts'
import type { Term } from '../api/types.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { dictionaryLines } from './lines.ts'
import styles from './office.module.css'
import { TermDialog, type TermWish } from './term-dialog.tsx'
import { coming, former, inOrder, stateOf, type DictionaryAnswer } from './terms.ts'
import { VersionHistory } from './version-history.tsx'

const dictionaries = dictionariesIn(modules)
/** Which businesses a reason for returning is for; a group of reasons is for none by itself. */
const REASON_FOR: Column<Term> = {
  label: '适用业务',
  width: 190,
  wraps: true,
  cell: ({ parent, detail }) => {
    if (parent === null) return <span className={admin.quiet}>—</span>
    const { modules: paths } = reasonDetail(detail)
    const names = modules.filter(({ path }) => paths.includes(path)).map(({ name }) => name)
    return names.length > 0 ? names.join('、') : <span className={admin.quiet}>全部业务</span>
  },
}
const linesOf = (terms: readonly Term[]) => dictionaryLines(terms, modules)

/** The dictionaries: what can be chosen, how it is called and since when. */
export function DictionariesPage() {
  usePageTitle('字典维护')
  const navigate = useNavigate()
  const { of } = useSearch({ strict: false }) as { of?: string }
  const { dictionary } = dictionaries.find((each) => each.dictionary === of) ?? dictionaries.at(-1)!
  const reasons = dictionary === RETURN_REASONS
  const path = `/api/office/dictionaries/${dictionary}`
  const client = useQueryClient()
  const { message } = App.useApp()
  // What is edited is edited as it was seen: the version goes along that was on the screen then.
  const [open, setOpen] = useState<{ term: Term | null; version: number }>()
  const [tab, setTab] = useState('terms')
  const { data, error, refetch } = useQuery({
    queryKey: ['dictionaries', 'office', dictionary],
    queryFn: ({ signal }) => call<DictionaryAnswer>('GET', path, { signal }),
  })
  const today = dayOf(new Date())
  const rows = data && inOrder(data.terms)

  const send = async (code: string | null, version: number, wish: object) => {
    const body = { version, ...wish }
    try {
      await call(code === null ? 'POST' : 'PATCH', code === null ? `${path}/terms` : `${path}/terms/${code}`, { body })
    } finally {
      // Refused because somebody else was first: then theirs is what is edited next.
      await client.invalidateQueries({ queryKey: ['dictionaries'] })
    }
  }
  const save = async (wish: TermWish) => {
    const { term, version } = open!
    await send(term?.code ?? null, version, wish)
    void message.success(term ? '选项已更新' : '选项已新增')
  }
  const move = (code: string, before: string | null) => {
    send(code, data!.version, { before }).catch((refused: unknown) => void message.error(sentenceOf(refused)))
  }
  const columns: Column<Term>[] = [
    {
      label: '名称',
      width: reasons ? 250 : 310,
      cell: (term) => (
        <span className={term.parent === null ? styles.upper : styles.lower} title={term.label}>
          {term.parent !== null && <span className={styles.above}>{rows!.find(({ code }) => code === term.parent)?.label} / </span>}
          {term.label}
        </span>
      ),
    },
    {
      label: '状态',
      width: 170,
      cell: (term) => <span className={isOffered(term, today) ? admin.good : admin.quiet}>{stateOf(term, today)}</span>,
    },
    { label: '启用日期', width: 120, cell: (term) => term.validFrom },
    ...(reasons ? [REASON_FOR] : []),
    {
      label: '更名',
      width: reasons ? 130 : 260,
      wraps: true,
      cell: (term) => {
        const words = [...coming(term).map(({ label, day }) => `${day}起称“${label}”`), ...former(term).map((label) => `曾用名“${label}”`)]
        return words.length > 0 ? words.join('；') : <span className={admin.quiet}>—</span>
      },
    },
    {
      label: '操作',
      width: 170,
      cell: (term) => {
        const siblings = rows!.filter((each) => each.parent === term.parent)
        const at = siblings.indexOf(term)
        return (
          <>
            <Button type="link" onClick={() => setOpen({ term, version: data!.version })} aria-label={`编辑 ${term.label}`}>
              编辑
            </Button>
            <Button
              type="text"
              icon={<ArrowUpOutlined />}
              aria-label={`上移 ${term.label}`}
              title="上移"
              disabled={at === 0}
              onClick={() => move(term.code, siblings[at - 1]!.code)}
            />
            <Button
              type="text"
              icon={<ArrowDownOutlined />}
              aria-label={`下移 ${term.label}`}
              title="下移"
              disabled={at === siblings.length - 1}
              onClick={() => move(term.code, siblings[at + 2]?.code ?? null)}
            />
          </>
        )
      },
    },
  ]
  return (
    <div className={admin.page}>
      <header className={admin.head}>
        <h1>字典维护</h1>
        <div className={styles.headActs}>
          <Select
            aria-label="字典"
            value={dictionary}
            onChange={(chosen) => void navigate({ to: '.', search: { of: chosen } as never })}
            options={dictionaries.map(({ dictionary: value, name }) => ({ value, label: name }))}
            style={{ width: 180 }}
            popupMatchSelectWidth={false}
          />
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => data && setOpen({ term: null, version: data.version })}
            disabled={!data}
          >
            新增选项
          </Button>
        </div>
      </header>
      <p className={admin.words}>更名、停用只影响此后的填报，已填报的内容仍按填报时的名称显示。选项不能删除。</p>
      <Tabs
        className={styles.filling!}
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'terms',
            label: `选项${data ? `（${data.terms.length}）` : ''}`,
            children: (
              <List
                caption="字典选项"
                columns={columns}
                keyOf={(term) => term.code}
                rows={rows}
                error={error}
                again={() => void refetch()}
                empty="这本字典还没有选项。"
              />
            ),
          },
          {
            key: 'history',
            label: '修改记录',
            children: (
              <VersionHistory<Term[]>
                key={dictionary}
                queryKey={['dictionaries', 'versions', dictionary]}
                path={`${path}/versions`}
                beginning={[]}
                linesOf={linesOf}
              />
            ),
          },
        ]}
      />
      {data && open && <TermDialog dictionary={data} term={open.term} onClose={() => setOpen(undefined)} save={save} />}
    </div>
  )
}
