import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouterState } from '@tanstack/react-router'
import { filingPosts, useMe } from '../api/me.ts'
import { useModule } from '../module-of.ts'
import { newPlace } from '../places.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { usePhone } from '../shell/use-phone.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { LedgerCards } from './ledger-cards.tsx'
import { LedgerHead } from './ledger-head.tsx'
import styles from './ledger.module.css'
import { LedgerFilters, LedgerSearchBox } from './ledger-filters.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { Pager } from './pager.tsx'
import { PickBar } from './pick-bar.tsx'
import { countQuery, pageQuery } from './queries.ts'
import { filtersOf, type LedgerSearch } from './search.ts'
import { StageStrip } from './stage-strip.tsx'
import { back, forward, trailFrom, type Trail } from './trail.ts'
import { Unshown } from './unshown.tsx'
import { useColumns } from './use-columns.ts'
import { usePicking } from './use-picking.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    trail?: Trail
  }
}

const route = getRouteApi('/shell/m/$area/$business/')

/** The ledger of a business: everything this person may see of it, found by what its declaration says can be asked. */
export function LedgerPage() {
  const { area, business } = route.useParams()
  const path = `${area}/${business}`
  return <Ledger key={path} path={path} />
}

function Ledger({ path }: { path: string }) {
  const module = useModule(path)
  const search: LedgerSearch = route.useSearch()
  const held = useRouterState({ select: (state) => state.location.state.trail })
  const trail = trailFrom(held, search.after)
  const navigate = useNavigate()
  const phone = usePhone()
  const mayFile = filingPosts(useMe(), module).length > 0
  const columns = useColumns(module)
  const picking = usePicking()
  const page = useQuery(pageQuery(module, search))
  const count = useQuery(countQuery(module, search))
  usePageTitle(`${module.name}台账`)

  const show = (next: LedgerSearch, trail: Trail = []) => void navigate({ to: '.', search: next, state: { trail } })
  const steps = {
    home: search.after === undefined ? undefined : () => show({ ...search, after: undefined }),
    before: stepBack(),
    next: page.data?.next && !page.isPlaceholderData ? stepOn(page.data.next) : undefined,
  }
  useShortcuts({
    ...(mayFile ? { n: () => void navigate(newPlace(path)) } : {}),
    ...(steps.before ? { '[': steps.before } : {}),
    ...(steps.next ? { ']': steps.next } : {}),
  })

  function stepBack() {
    const step = back(trail)
    return step ? () => show({ ...search, after: step.after }, step.trail) : undefined
  }

  function stepOn(next: string) {
    const step = forward(trail, search.after, next)
    return () => show({ ...search, after: step.after }, step.trail)
  }

  const clear = () => show({ sort: search.sort, limit: search.limit })
  const rows = page.data?.rows
  const unshown =
    page.error && !rows ? (
      <Unshown error={page.error} again={() => void page.refetch()} clear={clear} />
    ) : rows?.length === 0 ? (
      <Unshown
        module={module}
        mayFile={mayFile}
        filtered={Object.values(filtersOf(search)).some(Boolean)}
        beyond={search.after !== undefined}
        clear={clear}
        home={steps.home}
      />
    ) : undefined
  const List = phone ? LedgerCards : LedgerTable
  return (
    <div className={styles.page}>
      <LedgerHead
        module={module}
        search={search}
        mayFile={mayFile}
        count={count.data}
        columns={columns}
        empty={rows?.length === 0}
        onPick={picking.begin}
      />
      <div className={styles.band}>
        <StageStrip module={module} search={search} onChange={show} />
        {!phone && <LedgerSearchBox module={module} search={search} onChange={show} />}
      </div>
      <LedgerFilters module={module} search={search} onChange={show} onClear={clear} />
      {picking.on && <PickBar module={module} search={search} rows={rows} count={count.data} picking={picking} />}
      <List
        picking={picking}
        module={module}
        rows={rows}
        columns={columns.shown}
        search={search}
        stale={page.isPlaceholderData || count.isPlaceholderData}
        onSort={(sort) => show({ ...search, sort, after: undefined })}
        unshown={unshown}
      />
      <Pager
        search={search}
        trail={trail}
        count={count.data}
        module={module}
        onSize={(limit) => show({ ...search, limit, after: undefined })}
        {...steps}
      />
    </div>
  )
}
