import { sql } from 'kysely'

/** What the driver knows such a statement by. */
export const PLAN_KEPT = '/* plan kept */'

/**
 * Begins a statement that is sent all day with other values and whose best plan does not depend on them: a connection parses and plans it once.
 * Not for what a person puts together, as a ledger's filters, of which there are too many and whose plan the values decide.
 */
export const planKept = sql.raw(PLAN_KEPT)
