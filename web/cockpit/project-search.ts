import { openable, type Opened } from '#cockpits/project-board.ts'

/** What the cockpit’s address says: the moment that is looked at (absent: now), which department is open, which number is, and whose. */
export type ProjectSearch = { of?: string; department?: string; open?: Opened; whose?: string }

export function readProjectSearch({ of, department, open, whose }: Record<string, unknown>): ProjectSearch {
  const opened = openable.find((each) => each === open)
  return {
    ...(isSaid(of) ? { of } : {}),
    ...(isSaid(department) ? { department } : {}),
    ...(opened ? { open: opened, ...(isSaid(whose) ? { whose } : {}) } : {}),
  }
}

const isSaid = (value: unknown): value is string => typeof value === 'string' && value !== ''
