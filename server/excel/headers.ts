/** Columns that sheets of ours carry besides a business's own. */

/** Counts the rows, and says of guidance and example that they are none. */
export const NUMBER = '序号'
/** The record a row reports on and the version it was taken from. */
export const RECORD = '记录编号'
export const OWNER = '填报单位'
/** What an export says of each record. */
export const EXPORTED = [OWNER, '当前环节', '最近更新'] as const

/** In the first column: lines of a template that are no data. */
export const GUIDANCE = '说明'
export const EXAMPLE = '范例'

/** Sheets of a template that stand beside the one that is filled in. */
export const LISTS_SHEET = '选项'
export const HELP_SHEET = '填写说明'
