import { Button } from 'antd'
import type { Module } from '#kernel/module.ts'
import { Refused, sentenceOf } from '../api/call.ts'
import { newPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import styles from './ledger.module.css'

type Props =
  | { error: Error; again: () => void; clear: () => void }
  | { module: Module; mayFile: boolean; filtered: boolean; beyond: boolean; clear: () => void; home: (() => void) | undefined }

/** Why there are no rows, and what can be done about it. */
export function Unshown(props: Props) {
  if ('error' in props) {
    const refused = props.error instanceof Refused && props.error.status >= 400 && props.error.status < 500
    return (
      <Empty title={refused ? '不能按这些条件查询' : '台账加载失败'} words={sentenceOf(props.error)}>
        {refused ? <Button onClick={props.clear}>清空条件</Button> : <Button onClick={props.again}>重试</Button>}
      </Empty>
    )
  }
  const { module, mayFile, filtered, beyond, clear, home } = props
  if (beyond) {
    return (
      <Empty title="没有更多记录" words="内容可能刚刚发生变化。">
        <Button onClick={home}>回到首页</Button>
      </Empty>
    )
  }
  if (filtered) {
    return (
      <Empty title="没有符合条件的记录" words="请调整查询条件后重试。">
        <Button onClick={clear}>清空条件</Button>
      </Empty>
    )
  }
  return (
    <Empty title={`还没有${module.name}`} words={module.scope}>
      {mayFile && (
        <ButtonLink {...newPlace(module.path)} look="primary">
          填报第一{module.unit}
        </ButtonLink>
      )}
    </Empty>
  )
}

function Empty({ title, words, children }: { title: string; words: string; children: React.ReactNode }) {
  return (
    <div className={styles.empty} role="status">
      <p className={styles.emptyTitle}>{title}</p>
      <p>{words}</p>
      <div>{children}</div>
    </div>
  )
}
