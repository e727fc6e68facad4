import { bands, type Band } from '#cockpits/bands.ts'
import styles from './map.module.css'

/** The hatches of the colours, for pictures within one svg; `id` tells two of them on one page apart. */
export function Hatches({ id }: { id: string }) {
  return (
    <defs>
      {bands.map(
        (band) =>
          band.hatch && (
            <pattern key={band.id} id={`${id}${band.id}`} width={band.hatch.size} height={band.hatch.size} patternUnits="userSpaceOnUse">
              <path
                d={band.hatch.lines}
                stroke={band.ink}
                strokeWidth={band.hatch.width}
                strokeLinecap="round"
                fill="none"
                className={styles.lines}
              />
            </pattern>
          ),
      )}
    </defs>
  )
}

export const hatchFill = (id: string, band: Band) => `url(#${id}${band.id})`
