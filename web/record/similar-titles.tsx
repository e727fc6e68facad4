import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { isHintOn, SAME_HINT } from '#kernel/hints.ts'
import type { Module } from '#kernel/module.ts'
import { isSame, titleKey } from '#kernel/near-titles.ts'
import { recordAddress } from '#web/places.ts'
import { sharedWords } from './shared-words.ts'
import styles from './similar-titles.module.css'
import { type SimilarAnswer, useSimilar } from './use-similar.ts'

type Props = { module: Module; title: unknown; id: string | null; org: string | null }

/**
 * What has been filed under a similar title, below the title while it is typed: the nearest in one line that is always kept free, so that nothing moves when it
 * comes; the others at a press.
 */
export function SimilarTitles({ module, title, id, org }: Props) {
  const found = useSimilar(module, { title: typeof title === 'string' ? title : '', id, org })
  const [open, setOpen] = useState(false)
  const [away, setAway] = useState(false)
  const listId = useId()
  const labelId = useId()
  const list = found?.list ?? []
  const count = list.length
  const warns = isHintOn(module, SAME_HINT)
  return (
    <section className={styles.similar} aria-label="相近事项">
      <p className={styles.told} role="status">
        {count > 0 ? `有 ${count} 项相近事项` : ''}
      </p>
      {away ? (
        <p className={styles.quiet}>
          已收起相近事项
          <Button type="link" size="small" onClick={() => setAway(false)}>
            显示
          </Button>
        </p>
      ) : count === 0 ? (
        <p className={styles.quiet}>{found ? '没有看到相近事项' : '填写后在此列出相近事项，供核对'}</p>
      ) : (
        <div className={styles.found}>
          <div className={styles.head}>
            <b id={labelId}>相近事项</b>
            {warns && isSame(found!.title, list[0]!) && <span className={styles.same}>可能重复</span>}
          </div>
          <ul id={listId} aria-labelledby={labelId}>
            {list.slice(0, open ? count : 1).map((one, at) => (
              <li key={one.id ?? at}>
                <Row module={module} one={one} typed={found!.title} />
              </li>
            ))}
          </ul>
          <span className={styles.acts}>
            {count > 1 && (
              <Button
                type="link"
                size="small"
                onClick={() => setOpen(!open)}
                aria-expanded={open}
                aria-controls={listId}
                icon={open ? <UpOutlined /> : <DownOutlined />}
                iconPlacement="end"
              >
                {open ? '收起' : `共 ${count} 项`}
              </Button>
            )}
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label="不再显示相近事项" onClick={() => setAway(true)} />
          </span>
        </div>
      )}
    </section>
  )
}

function Row({ module, one, typed }: { module: Module; one: SimilarAnswer; typed: string }) {
  const words = sharedWords(one.title, titleKey(module, one.title), titleKey(module, typed)).map(({ text, shared }, at) =>
    shared ? <mark key={at}>{text}</mark> : text,
  )
  const facts = [one.ownerName, one.stageLabel, one.directory && module.directory?.name].filter(Boolean).join(' · ')
  return (
    <>
      {one.id === null ? (
        <span className={styles.title} title={one.title}>
          {words}
        </span>
      ) : (
        <a
          className={styles.title}
          href={recordAddress(module.path, one.id)}
          target="_blank"
          rel="noopener"
          title={`${one.title}（在新标签页打开）`}
        >
          {words}
        </a>
      )}
      <small>{facts}</small>
      {isHintOn(module, SAME_HINT) && isSame(typed, one) && <span className={styles.same}>可能重复</span>}
    </>
  )
}
