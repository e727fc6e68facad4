import { Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { verbNames, type Verb } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { renewalStep, stageAfter } from '#kernel/steps.ts'
import type { Ability } from '#kernel/workflow.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { editPlace } from '#web/places.ts'
import { ButtonLink } from '#web/shell/button-link.tsx'
import styles from './act-bar.module.css'

export type Wish = 'pass' | 'return' | 'decide' | 'extend' | 'amend' | 'withdraw' | 'unchanged' | 'renew' | 'discard'

type Props = {
  module: Module
  record: RecordAnswer
  busy: Verb | null
  /** How many fields have been corrected so far; null while correcting is not begun, undefined where it may not. */
  corrected: number | null | undefined
  onCorrect: (begin: boolean) => void
  onWish: (wish: Wish) => void
}

/** What this person may do with the record, and for what they may not, the sentence why. */
export function ActBar({ module, record, busy, corrected, onCorrect, onWish }: Props) {
  const able = new Map(record.abilities.map((ability) => [ability.verb, ability]))
  const reasons = [...new Set(record.abilities.flatMap((ability) => (ability.refused ? [ability.refused.message] : [])))]
  const of = (verb: Wish, draw: (ability: Ability) => ReactNode) => {
    const ability = able.get(verb)
    return ability && draw(ability)
  }
  const plain = (verb: Wish, rest: { primary?: boolean; danger?: boolean } = {}) =>
    of(verb, ({ label, refused }) => (
      <Button
        key={verb}
        type={rest.primary ? 'primary' : 'default'}
        danger={rest.danger ?? false}
        disabled={refused !== undefined}
        loading={busy === verb}
        onClick={() => onWish(verb)}
      >
        {label}
      </Button>
    ))
  const asked = (verb: Wish, title: string, description: string, rest: { danger?: boolean } = {}) =>
    of(verb, ({ label, refused }) => (
      <Popconfirm
        key={verb}
        title={title}
        description={description}
        okText={label}
        okButtonProps={{ danger: rest.danger ?? false }}
        onConfirm={() => onWish(verb)}
        disabled={refused !== undefined}
        overlayStyle={{ maxWidth: 360 }}
      >
        <Button danger={rest.danger ?? false} disabled={refused !== undefined} loading={busy === verb}>
          {label}
        </Button>
      </Popconfirm>
    ))
  const decides = able.get('decide')
  const acts = [
    asked('discard', '作废这份草稿？', '作废后不能恢复。', { danger: true }),
    asked('withdraw', '撤回这次办理？', '撤回后由您继续修改，下一环节将看不到这件待办。'),
    plain('amend'),
    plain('extend'),
    asked('unchanged', '确认本期没有变化？', `将沿用上次办结的内容直接上报，进入“${nextLabel(module)}”。`),
    plain('renew', { primary: true }),
    plain('return', { danger: true }),
    corrected !== undefined &&
      (corrected === null ? (
        <Button key="correct" onClick={() => onCorrect(true)}>
          修改内容
        </Button>
      ) : (
        <Button key="correct" onClick={() => onCorrect(false)}>
          放弃修改
        </Button>
      )),
    plain('pass', { primary: true }),
    decides && (
      <Button
        key="decide"
        type="primary"
        disabled={decides.refused !== undefined}
        loading={busy === 'decide'}
        onClick={() => onWish('decide')}
      >
        {module.flow[record.stage]?.does?.label ?? verbNames.decide}
      </Button>
    ),
    able.has('save') && (
      <ButtonLink key="save" {...editPlace(module.path, record.id)} look="primary">
        {record.returned ? `修改并重新${able.get('submit')?.label}` : '继续填写'}
      </ButtonLink>
    ),
  ].filter(Boolean)
  if (acts.length === 0) return null
  return (
    <div className={styles.bar} role="toolbar" aria-label="办理">
      <div className={styles.inside}>
        <span className={styles.said} role="status">
          {reasons.join('') || (corrected ? `已修改 ${corrected} 项，将随“${able.get('pass')?.label}”一并生效` : '')}
        </span>
        {acts}
      </div>
    </div>
  )
}

function nextLabel(module: Module): string {
  return module.flow[stageAfter(module, renewalStep(module))]?.label ?? '办结'
}
