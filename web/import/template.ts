import type { Module } from '#kernel/module.ts'
import { download } from '../ledger/download.ts'

/** An empty one for new records, or one that holds what waits on the desk. */
export type Template = 'new' | 'desk'

export const downloadTemplate = (module: Module, of: Template, org?: string): Promise<void> =>
  download(`/api/${module.path}/template`, { of, org }, of === 'new' ? `${module.name}导入模板.xlsx` : `${module.name}待填报表.xlsx`)
