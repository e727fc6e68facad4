import pg from 'pg'

/**
 * An error as the log keeps it: what went wrong and where in the program, nothing of what somebody sent (R-AU-06, R-SC-05). The database quotes values
 * in its details and contexts and, of malformed ones, in its message; a parser quotes what it could not read.
 */
export function loggedError(error: Error): Logged {
  const { name, message, stack, code } = error as Error & { code?: string }
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const quotes = error instanceof SyntaxError || (error instanceof pg.DatabaseError && code?.startsWith(ABOUT_DATA))
  return {
    type: name,
    code,
    message: quotes ? '' : message,
    stack: frames.join('\n'),
    ...(error instanceof pg.DatabaseError ? placeOf(error) : {}),
  }
}

type Logged = { type: string; message: string; stack: string } & Record<string, unknown>

/** The class of PostgreSQL's errors whose messages quote a value. */
const ABOUT_DATA = '22'

const placeOf = ({ schema, table, column, constraint, routine }: pg.DatabaseError) => ({ schema, table, column, constraint, routine })
