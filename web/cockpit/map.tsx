import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { bandOf } from '#cockpits/bands.ts'
import { nameSize, type Drawn, type Shape } from '#cockpits/map/draw.ts'
import { nearest } from '#cockpits/map/nearest.ts'
import { usePhone } from '../shell/use-phone.ts'
import { Hatches, hatchFill } from './hatches.tsx'
import styles from './map.module.css'

/** What the map shows of a unit: its colour, and the words that are read out and stand under the pointer. */
export type OnMap = { band: string; words: string }

type Props = {
  map: Drawn
  /** By unit; what is not named is drawn without a colour and cannot be opened. */
  units: ReadonlyMap<string, OnMap>
  /** What the whole picture is called. */
  label: string
  onOpen: (unit: string) => void
}

/**
 * The five-colour map. One stop of the tab key: arrows go to the neighbour in that direction, Enter opens. Each district has its letter and hatch besides its
 * colour; whoever cannot see it has the table beside it.
 */
export function CityMap({ map, units, label, onOpen }: Props) {
  const id = useId()
  const frame = useRef<SVGSVGElement>(null)
  const phone = usePhone()
  const inset = map.inset?.shapes ?? []
  const close = new Set(inset.map((shape) => shape.id))
  const single = [...map.shapes.filter((shape) => !close.has(shape.id)), ...inset]
  const open = single.filter((shape) => units.has(shape.id))
  const [stop, setStop] = useState<string | null>(null)
  const stopped = open.some((shape) => shape.id === stop) ? stop : (open[0]?.id ?? null)

  const walk = (event: KeyboardEvent) => {
    const from = open.find((shape) => shape.id === stopped)
    if (!from) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen(from.id)
      return
    }
    const towards = event.key.startsWith('Arrow') ? nearest(open, from, event.key.slice(5).toLowerCase()) : null
    if (towards === null) return
    event.preventDefault()
    setStop(towards)
    frame.current?.querySelector<SVGGElement>(`[data-unit="${CSS.escape(towards)}"]`)?.focus()
  }

  const district = (shape: Shape, small: boolean) => (
    <District
      key={shape.id}
      id={id}
      shape={shape}
      told={units.get(shape.id)}
      small={small}
      reached={shape.id === stopped}
      onOpen={() => onOpen(shape.id)}
      onReach={() => setStop(shape.id)}
    />
  )
  return (
    <svg ref={frame} className={styles.map} viewBox={`0 0 ${map.width} ${map.height}`} role="group" aria-label={label} onKeyDown={walk}>
      <Hatches id={id} />
      {map.shapes
        .filter((shape) => close.has(shape.id) && shape.path !== null)
        .map((shape) => (
          <Area key={shape.id} id={id} shape={shape} band={units.get(shape.id)?.band} />
        ))}
      {map.shapes.filter((shape) => !close.has(shape.id)).map((shape) => district(shape, false))}
      {map.inset && (
        <>
          <rect className={styles.part} {...map.inset.of} />
          <rect className={styles.frame} {...map.inset.frame} rx={6} />
          {inset.map((shape) => district(shape, true))}
        </>
      )}
      {single.map((shape) => (
        <Name
          key={shape.id}
          shape={shape}
          band={units.get(shape.id)?.band}
          size={phone ? 'letter' : close.has(shape.id) ? 'inset' : 'city'}
        />
      ))}
    </svg>
  )
}

type DistrictProps = {
  id: string
  shape: Shape
  told: OnMap | undefined
  small: boolean
  reached: boolean
  onOpen: () => void
  onReach: () => void
}

function District({ id, shape, told, reached, onOpen, onReach }: DistrictProps) {
  if (!told) return <Area id={id} shape={shape} band={undefined} />
  return (
    <g
      className={styles.district}
      data-unit={shape.id}
      role="link"
      tabIndex={reached ? 0 : -1}
      aria-label={told.words}
      onClick={onOpen}
      onFocus={onReach}
    >
      <title>{told.words}</title>
      <Area id={id} shape={shape} band={told.band} />
    </g>
  )
}

/** The outline in its colour and hatch, or a badge. */
function Area({ id, shape: { path, at, short }, band }: { id: string; shape: Shape; band: string | undefined }) {
  const look = band === undefined ? null : bandOf(band)
  const form = (fill: string, className: string | undefined) =>
    path === null ? (
      <rect className={className} x={at[0] - badge(short) / 2} y={at[1] - 12} width={badge(short)} height={24} rx={12} fill={fill} />
    ) : (
      <path className={className} d={path} fill={fill} />
    )
  return (
    <>
      {form(look?.fill ?? 'var(--raised)', styles.area)}
      {look?.hatch && form(hatchFill(id, look), styles.hatch)}
    </>
  )
}

/** As long as its name and letter. */
const badge = (short: string) => (short.length + 1) * nameSize.inset + 10

type NameProps = { shape: Shape; band: string | undefined; size: 'city' | 'inset' | 'letter' }

/** A unit's name with the letter of its colour; on a phone the letter alone, for a name could not be read there. */
function Name({ shape: { short, at }, band, size }: NameProps) {
  const look = band === undefined ? null : bandOf(band)
  const [x, y] = at
  const text = { className: styles.name, fill: look?.ink ?? 'var(--ink)', stroke: look?.fill, 'aria-hidden': true } as const
  if (size === 'letter')
    return (
      <text {...text} x={x} y={y} fontSize={30}>
        {look?.letter}
      </text>
    )
  if (size === 'inset')
    return (
      <text {...text} x={x} y={y} fontSize={nameSize.inset}>
        {short} {look?.letter}
      </text>
    )
  return (
    <text {...text} fontSize={nameSize.city}>
      <tspan x={x} y={look ? y - nameSize.city / 2 : y}>
        {short}
      </tspan>
      <tspan x={x} y={y + nameSize.city / 2}>
        {look?.letter}
      </tspan>
    </text>
  )
}
