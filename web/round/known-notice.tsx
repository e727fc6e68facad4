import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Module } from '#kernel/module.ts'
import { Notice } from '../record/notice.tsx'
import { recordPlace } from '../places.ts'
import type { RoundKnown } from './query.ts'

type Props = { module: Module; known: RoundKnown; onRepeat?: () => void }

/** Something alike that an earlier round has picked: still in the directory, or no more. */
export function KnownNotice({ module, known, onRepeat }: Props) {
  const { name, by } = module.directory!
  const since = known.values[by] as string | undefined
  return (
    <Notice
      tone={known.listed ? 'warn' : 'info'}
      title={
        <>
          {known.listed ? `${name}中已有相同或相近事项：` : `曾纳入${name}，现已移除：`}
          {known.ownerName} <Link {...recordPlace(module.path, known.id)}>{known.title}</Link>
          {since && `（${since} 纳入）`}
        </>
      }
      action={
        known.listed &&
        onRepeat && (
          <Button size="small" onClick={onRepeat}>
            按重复事项核准
          </Button>
        )
      }
    />
  )
}
