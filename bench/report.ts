import type { Figures } from './figures.ts'
import type { Imported } from './import.ts'
import type { Measured, Pair } from './measure.ts'
import type { Reported } from './reports.ts'

export type Report = {
  at: string
  machine: Record<string, string | number>
  sizes: {
    size: number
    startedIn: number
    idle: number
    scenes: Measured[]
    /** What was not asked for is not there. */
    excel: { seconds: number; bytes: number; before: number; highest: number; alone: number | null } | null
    reported: Reported | null
  }[]
  deeds: Measured[]
  live: { p50: number; p99: number } | null
  imported: Imported | null
}

/** What was measured, as tables, and how far it is from what the product aims at. */
export function said(report: Report): string {
  return [
    Object.entries(report.machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    'ms: half and 99 of 100 answered within; /s: requests a second; SQL: that rate as a share of what the same statements reach through pgbench',
    ...report.sizes.flatMap(({ size, startedIn, idle, scenes, excel, reported }) => [
      `\n${size.toLocaleString('en')} pilots`,
      ...(scenes.length > 0 ? table(scenes) : []),
      `serving after ${(startedIn / 1000).toFixed(1)} s, idle ${idle.toFixed(0)} MiB`,
      ...(excel ? [excelLine(size, excel)] : []),
      ...(reported ? reportLines(reported) : []),
    ]),
    ...(report.deeds.length > 0 ? ['\nsubmit and approve', ...table(report.deeds)] : []),
    ...(report.live ? [`told to open pages after ${report.live.p50.toFixed(0)} ms (p50), ${report.live.p99.toFixed(0)} ms (p99)`] : []),
    ...(report.imported ? [importLine(report.imported)] : []),
    '\naims',
    ...aims(report).map(([met, aim, found]) => `${met ? '✓' : '✗'} ${aim}: ${found}`),
  ].join('\n')
}

const excelLine = (size: number, { seconds, bytes, before, highest, alone }: NonNullable<Report['sizes'][number]['excel']>) =>
  `export: ${rateOf(size, seconds)} rows/s (${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB), memory ${before.toFixed(0)} → ${highest.toFixed(0)} MiB${alone === null ? '' : `, its queries alone ${rateOf(size, alone)} rows/s`}`

/** Beside the raw aggregate query: how many times its own a computation takes, and what share of it an answer from prepared figures. */
function reportLines({ tallies, aggregate, computed, prepared, shown }: Reported): string[] {
  return [
    `report: ${tallies.toLocaleString('en')} tallies added up in ${aggregate.toFixed(0)} ms by the queries alone, computed in ${computed.toFixed(0)} ms (${(computed / aggregate).toFixed(1)}×)`,
    ...Object.entries(prepared).map(
      ([name, { rate, p50, p95, p99 }]) =>
        `${name}, 64 clients: ${number(p50)} ms (p50), ${number(p95)} ms (p95, ${(p95 / aggregate).toFixed(2)}× the queries), ${number(p99)} ms (p99), ${number(rate)} a second`,
    ),
    `an approval shows in live figures after ${shown.p50.toFixed(0)} ms (half), ${shown.longest.toFixed(0)} ms (longest)`,
  ]
}

const importLine = ({ rows, read, written, before, highest }: Imported) =>
  `import of ${rows.toLocaleString('en')} rows: read and checked in ${read.toFixed(1)} s, written in ${written.toFixed(1)} s, memory ${before.toFixed(0)} → ${highest.toFixed(0)} MiB`

const rateOf = (rows: number, seconds: number) => Math.round(rows / seconds).toLocaleString('en')

function table(all: readonly Measured[]): string[] {
  const clients = all[0]?.pairs.map((pair) => pair.clients) ?? []
  const head = `${''.padEnd(36)}${clients.map((count) => `${count} client${count > 1 ? 's' : ''}`.padStart(34)).join('')}`
  const units = `${''.padEnd(36)}${clients.map(() => `${'p50'.padStart(9)}${'p99'.padStart(9)}${'/s'.padStart(8)}${'SQL'.padStart(8)}`).join('')}`
  return [
    head,
    units,
    ...all.map(({ name, viewer, pairs }) => `${`${name} (${viewer})`.padEnd(36)}${pairs.map(columns).join('')}${turnedAway(pairs)}`),
  ]
}

/** What a load beyond the connections' reach came to. */
function turnedAway(pairs: readonly Pair[]): string {
  const busy = pairs.filter(({ product }) => product.away > 0)
  return busy.map(({ clients, product }) => `  ${percent(product.away / product.fired)} of ${clients} clients' turned away`).join('')
}

function columns({ product, sql }: Pair): string {
  return `${number(product.p50).padStart(9)}${number(product.p99).padStart(9)}${number(product.rate).padStart(8)}${percent(product.rate / sql.rate).padStart(8)}`
}

/** Of nothing that was answered in time there is no time to tell. */
const number = (value: number) => (Number.isFinite(value) ? value.toFixed(value < 100 ? 1 : 0) : '–')
const percent = (share: number) => (Number.isFinite(share) ? `${(share * 100).toFixed(0)} %` : '–')

type Aim = [met: boolean, aim: string, found: string]

/** Whether each aim of what was measured is met, and by what figure. */
function aims(report: Report): Aim[] {
  const last = report.sizes.at(-1)!
  return [
    ...report.deeds.flatMap((deed) =>
      deed.pairs.map((pair): Aim => [share(pair) >= 0.5, `${deed.name} with ${pair.clients} ≥ 50 % of pgbench`, percent(share(pair))]),
    ),
    ...(last.scenes.length > 0 ? ledgerAims(report) : []),
    ...exportAims(report),
    ...report.sizes.flatMap(({ size, reported }) => (reported ? reportAims(size, reported) : [])),
    ...(report.imported ? [importAim(report.imported)] : []),
    [last.idle <= 150, 'idle ≤ 150 MiB', `${last.idle.toFixed(0)} MiB`],
    [last.startedIn <= 3_000, 'serving ≤ 3 s on an existing database', `${(last.startedIn / 1000).toFixed(1)} s`],
  ]
}

function ledgerAims({ sizes }: Report): Aim[] {
  const [first, last] = [sizes[0]!, sizes.at(-1)!]
  const ledger = ({ name }: Measured) => !/^(record|desk|similar)/.test(name)
  const slow = last.scenes.filter((scene) => ledger(scene) && !(share(scene.pairs[0]!) >= 0.5))
  const grown = last.scenes.filter(ledger).flatMap((scene) => {
    const before = first.scenes.find((each) => each.name === scene.name && each.viewer === scene.viewer)!
    const [now, then] = [scene.pairs[0]!.product.p50, before.pairs[0]!.product.p50]
    // What was never answered in time has no half of its times.
    if (!Number.isFinite(now)) return [`${scene.name} (${scene.viewer}) not answered`]
    const factor = now / then
    return factor > 1.5 ? [`${scene.name} (${scene.viewer}) ${factor.toFixed(1)}×`] : []
  })
  const aimed = sizes.find(({ size }) => size === 100_000) ?? last
  const longest = Math.max(...aimed.scenes.filter(({ name }) => name.startsWith('similar')).map(({ pairs }) => pairs[0]!.product.p99))
  return [
    [
      slow.length === 0,
      `ledger at ${last.size.toLocaleString('en')} within 2× of its SQL`,
      slow.length === 0
        ? 'all'
        : slow.map((scene) => `${scene.name} (${scene.viewer}) ${(1 / share(scene.pairs[0]!)).toFixed(1)}×`).join(', '),
    ],
    [
      grown.length === 0,
      `ledger at ${last.size.toLocaleString('en')} within 1.5× of its time at ${first.size.toLocaleString('en')}`,
      grown.length === 0 ? 'all' : grown.join(', '),
    ],
    [longest <= 300, `similar titles at ${aimed.size.toLocaleString('en')} within 300 ms (p99, one client)`, `${longest.toFixed(0)} ms`],
  ]
}

function exportAims({ sizes }: Report): Aim[] {
  const exported = sizes.flatMap(({ size, excel }) => (excel ? [{ rate: size / excel.seconds, highest: excel.highest }] : []))
  if (exported.length === 0) return []
  const rise = exported.at(-1)!.highest - exported[0]!.highest
  return [
    [
      exported.every(({ rate }) => rate >= 20_000),
      'export ≥ 20,000 rows/s',
      exported.map(({ rate }) => Math.round(rate).toLocaleString('en')).join(', '),
    ],
    [rise < 64, 'export with memory flat', `${rise.toFixed(0)} MiB between the smallest and the largest`],
  ]
}

function reportAims(size: number, { computed, prepared, shown }: Reported): Aim[] {
  const within = size > 100_000 ? 5 : 1
  return [
    [
      computed <= within * 1_000,
      `district report over ${size.toLocaleString('en')} pilots in ${within} s`,
      `${(computed / 1000).toFixed(2)} s`,
    ],
    ...Object.entries(prepared).map(([name, { p95 }]): Aim => [
      p95 <= 50,
      `${name} with 64 clients at ${size.toLocaleString('en')} within 50 ms (p95)`,
      `${p95.toFixed(0)} ms`,
    ]),
    [shown.longest <= 2_000, `an approval shows within 2 s at ${size.toLocaleString('en')}`, `${shown.longest.toFixed(0)} ms`],
  ]
}

function importAim({ read, written }: Imported): Aim {
  const seconds = read + written
  return [seconds <= 30, 'import of 10,000 rows ≤ 30 s', `${seconds.toFixed(1)} s`]
}

const share = ({ product, sql }: { product: Figures; sql: Figures }) => product.rate / sql.rate
