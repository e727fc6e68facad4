import { openable, type Opened } from '#cockpits/project-board.ts'

/** What the cockpit’s address says: which issue, live without one; which department is open; which number is, and whose. */
export type ProjectSearch = {
  issue?: string | undefined
  department?: string | undefined
  open?: Opened | undefined
  of?: string | undefined
}

export function readProjectSearch(raw: Record<string, unknown>): ProjectSearch {
  const open = openable.find((each) => each === raw.open)
  const text = (key: 'issue' | 'department' | 'of') => (typeof raw[key] === 'string' ? { [key]: raw[key] } : {})
  return { ...text('issue'), ...text('department'), ...(open ? { open, ...text('of') } : {}) }
}
