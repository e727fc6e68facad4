import { DownloadOutlined, DownOutlined, FolderOpenOutlined, ImportOutlined, MoreOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import type { Module } from '#kernel/module.ts'
import { sentenceOf } from '../api/call.ts'
import { fillingOrgs, useMe } from '../api/me.ts'
import { downloadTemplate } from '../import/template.ts'
import { importPlace } from '../places.ts'
import { usePhone } from '../shell/use-phone.ts'
import { download } from './download.ts'
import { filtersOf, type LedgerSearch } from './search.ts'

type Props = { module: Module; search: LedgerSearch; mayFile: boolean; empty: boolean; onPick: () => void }

/** What goes between the ledger and a person's own files: in, out, and out with attachments. */
export function SheetTools(props: Props) {
  const { module, search, mayFile, empty, onPick } = props
  const phone = usePhone()
  const fills = fillingOrgs(useMe(), module).length > 0
  const imports = useImports(module, mayFile)
  const out = useExport(module, search)
  const exporting = { key: 'export', label: out.busy ? '正在导出' : '导出 Excel', disabled: empty || out.busy, onClick: out.start }
  const packing = { key: 'batch', label: '批量下载（含附件）', disabled: empty, onClick: onPick }
  if (phone) {
    return (
      <Menu items={[...(fills ? [...imports, { type: 'divider' as const }] : []), exporting, packing]}>
        <Button icon={<MoreOutlined aria-hidden />} aria-label="更多操作" />
      </Menu>
    )
  }
  return (
    <>
      {fills && (
        <Menu items={imports}>
          <Button icon={<ImportOutlined aria-hidden />}>
            导入
            <DownOutlined aria-hidden style={{ fontSize: 10 }} />
          </Button>
        </Menu>
      )}
      <Button icon={<FolderOpenOutlined aria-hidden />} disabled={empty} onClick={onPick}>
        批量下载
      </Button>
      <Button icon={<DownloadOutlined aria-hidden />} loading={out.busy} disabled={empty} onClick={out.start}>
        {exporting.label}
      </Button>
    </>
  )
}

/** The key for down goes from the button into the menu, and not into the ledger below. */
function Menu({ items, children }: { items: NonNullable<MenuProps['items']>; children: ReactElement }) {
  const enter = (event: KeyboardEvent<HTMLSpanElement>) => {
    const inside = (event.target as HTMLElement).closest('[role=menu]')
    const first = event.currentTarget.querySelector<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')
    if (event.key !== 'ArrowDown' || inside || !first) return
    event.preventDefault()
    first.focus()
  }
  return (
    <span role="presentation" onKeyDown={enter}>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight" getPopupContainer={(trigger) => trigger.parentElement!}>
        {children}
      </Dropdown>
    </span>
  )
}

function useImports(module: Module, mayFile: boolean): NonNullable<MenuProps['items']> {
  const navigate = useNavigate()
  const { message } = App.useApp()
  const get = (of: 'new' | 'desk') => void downloadTemplate(module, of).catch((error: unknown) => void message.error(sentenceOf(error)))
  return [
    { key: 'import', label: '从 Excel 导入', onClick: () => void navigate(importPlace(module.path)) },
    ...(mayFile ? [{ key: 'new', label: '下载模板', onClick: () => get('new') }] : []),
    { key: 'desk', label: '下载待填报表', onClick: () => get('desk') },
  ]
}

/** Exactly what the filter shows, in the order shown. */
function useExport(module: Module, search: LedgerSearch) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      await download(`/api/${module.path}/export`, { ...filtersOf(search), sort: search.sort }, `${module.name}台账.xlsx`)
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, start: () => void start() }
}
