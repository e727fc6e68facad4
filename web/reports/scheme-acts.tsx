import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { useFresh } from '../account/fresh.tsx'
import { call, sentenceOf } from '../api/call.ts'
import { forgetTyped } from '../shell/use-typed.ts'
import type { SchemeRow } from './scheme-queries.ts'
import { keptPlace } from './use-draft.ts'

/** What ends a draft: it is put in force, which nobody takes back, or thrown away. Both go by what is saved: with something unsaved nothing is put in force. */
export function SchemeActs({ row, dirty, wrong, children }: { row: SchemeRow; dirty: boolean; wrong: boolean; children: ReactNode }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const fresh = useFresh()
  const { message } = App.useApp()
  const path = `/api/reports/${row.report}/schemes/${row.id}`
  const body = { version: row.version }
  const doing = (said: string, work: () => Promise<unknown>, then?: () => Promise<void>) => async () => {
    try {
      await fresh(work)
      forgetTyped(keptPlace(row.id))
      await then?.()
      void message.success(said)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
    await client.invalidateQueries({ queryKey: ['reports'] })
  }
  return (
    <>
      <Popconfirm
        title="删除后不能恢复，确认删除草稿？"
        okText="确认删除"
        cancelText="取消"
        onConfirm={doing(
          '草稿已删除',
          () => call('DELETE', path, { body }),
          () => navigate({ to: '/reports/$report/schemes', params: { report: row.report } }),
        )}
      >
        <Button danger>删除草稿</Button>
      </Popconfirm>
      {children}
      <Popconfirm
        title={`启用后不能修改，最后一天不早于${row.validFrom}的各期报表按此计分。按已保存的内容启用，确认启用？`}
        okText="确认启用"
        cancelText="取消"
        styles={{ root: { maxWidth: 360 } }}
        onConfirm={doing('指标体系已启用', () => call('POST', `${path}/in-force`, { body }))}
      >
        <Button type={dirty ? 'default' : 'primary'} disabled={dirty || wrong}>
          启用
        </Button>
      </Popconfirm>
    </>
  )
}
