import styles from './wall.module.css'

type Props = { indices: readonly { id: string; name: string }[]; shown: string; onShow: (id: string) => void }

/** The indices that are gone through; one is shown and can be turned to by hand. */
export function WallIndices({ indices, shown, onShow }: Props) {
  return (
    <div className={styles.indices} role="group" aria-label="指数">
      {indices.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === shown} onClick={() => onShow(id)}>
          {name}
        </button>
      ))}
    </div>
  )
}
