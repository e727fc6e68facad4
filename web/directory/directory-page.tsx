import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouterState } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { Module } from '#kernel/module.ts'
import { sentenceOf } from '../api/call.ts'
import { countWords } from '../ledger/count-words.ts'
import { Pager } from '../ledger/pager.tsx'
import { isFiltered, withWord, type LedgerSearch } from '../ledger/search.ts'
import { back, forward, trailFrom, type Trail } from '../ledger/trail.ts'
import { moduleOf } from '../module-of.ts'
import { ledgerPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { SearchBox } from '../shell/search-box.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { DirectoryEntries } from './directory-entries.tsx'
import { DirectoryFacets } from './directory-facets.tsx'
import styles from './directory.module.css'
import { directoryQuery } from './query.ts'

const route = getRouteApi('/shell/directory/$area/$business')

/** What every district has taken in hand, for everybody to search before planning the same. */
export function DirectoryPage() {
  const { area, business } = route.useParams()
  const path = `${area}/${business}`
  return <Directory key={path} module={moduleOf(path)!} />
}

function Directory({ module }: { module: Module }) {
  const search: LedgerSearch = route.useSearch()
  const navigate = useNavigate()
  const trail = trailFrom(useRouterState({ select: (state) => state.location.state.trail }), search.after)
  const { data, error, isPlaceholderData, refetch } = useQuery(directoryQuery(module, search))
  const { name } = module.directory!
  usePageTitle(`${module.name}${name}`)
  const show = (next: LedgerSearch, at: Trail = []) => void navigate({ to: '.', search: next, state: { trail: at } })
  const clear = () => show({ limit: search.limit })
  const step = back(trail)
  const on = data?.next && !isPlaceholderData ? forward(trail, search.after, data.next) : undefined
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>
            {module.name}
            {name}
            <span className={styles.count} aria-live="polite">
              {data && countWords({ count: data.count, more: false }, module.unit)}
            </span>
          </h1>
          <p>
            各区县已纳入{name}的{module.name}，策划前请先查询，已纳入的不再重复策划。
          </p>
        </div>
        <ButtonLink {...ledgerPlace(module.path)}>{module.name}台账</ButtonLink>
      </header>
      <search className={styles.asking} aria-label={`查询${name}`}>
        <SearchBox
          words={search.q ?? ''}
          label="搜索"
          placeholder={`搜索${module.fields[module.title]!.label}，多个词用空格隔开`}
          onSearch={(words) => show(withWord(search, 'q', words))}
        />
        {isFiltered(search) && (
          <Button type="link" onClick={clear}>
            清空条件
          </Button>
        )}
        {data && <DirectoryFacets module={module} search={search} facets={data.facets} onChange={show} />}
      </search>
      {error && !data ? (
        <Said title={`${name}加载失败`} words={sentenceOf(error)} action={<Button onClick={() => void refetch()}>重试</Button>} />
      ) : !data ? (
        <Skeleton active className={styles.waiting ?? ''} paragraph={{ rows: 10 }} />
      ) : data.rows.length === 0 ? (
        <Nothing module={module} search={search} clear={clear} />
      ) : (
        <DirectoryEntries module={module} rows={data.rows} stale={isPlaceholderData} />
      )}
      <Pager
        search={search}
        trail={trail}
        count={data && { count: data.count, more: false }}
        module={module}
        onSize={(limit) => show({ ...search, limit, after: undefined })}
        home={search.after === undefined ? undefined : () => show({ ...search, after: undefined })}
        before={step ? () => show({ ...search, after: step.after }, step.trail) : undefined}
        next={on && (() => show({ ...search, after: on.after }, on.trail))}
      />
    </div>
  )
}

/** Nothing found is the good answer: what somebody means to plan is not taken. */
function Nothing({ module, search, clear }: { module: Module; search: LedgerSearch; clear: () => void }) {
  const { name } = module.directory!
  if (!isFiltered(search)) return <Said title={`${name}中还没有${module.name}`} words="经核准纳入后，在这里公布。" />
  const words = search.q ? `${name}中没有名称含“${search.q}”的${module.name}。` : `${name}中没有符合条件的${module.name}。`
  return <Said title={words} words="也请换个说法再查一次，避免重复策划。" action={<Button onClick={clear}>查看全部</Button>} />
}

function Said({ title, words, action }: { title: string; words: string; action?: React.ReactNode }) {
  return (
    <div className={styles.empty} role="status">
      <p className={styles.emptyTitle}>{title}</p>
      <p>{words}</p>
      {action}
    </div>
  )
}
