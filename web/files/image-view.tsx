import { useEffect, useState } from 'react'
import styles from './preview.module.css'
import { ZoomBar, zoomWithKeys } from './zoom-bar.tsx'

/** A picture, fitted to the width until somebody looks closer. */
export function ImageView({ bytes, name }: { bytes: Blob; name: string }) {
  const [address, setAddress] = useState<string>()
  const [zoom, setZoom] = useState(1)
  useEffect(() => {
    const made = URL.createObjectURL(bytes)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return (
    <div className={styles.view}>
      <ZoomBar zoom={zoom} onZoom={setZoom} />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="图片" onKeyDown={zoomWithKeys(zoom, setZoom)}>
        {address && (
          <img
            src={address}
            alt={name}
            className={styles.picture}
            style={zoom === 1 ? { maxWidth: '100%' } : { width: `${zoom * 100}%` }}
          />
        )}
      </div>
    </div>
  )
}
