/**
 * Tables whose rows belong to one running system and die with it. They are not in a backup, so that a restored copy accepts no session of the old
 * one and tells nobody anything (F-24).
 */
export const leftOut: readonly string[] = [
  // Who was signed in signs in again; a session that was ended after the backup does not come to life.
  'session',
  // Answers kept for repeated requests of the last day.
  'idempotency',
  // What open streams are told. Its transaction numbers mean nothing in another database.
  'outbox',
  // What was on its way out of the system, and that it may go out at all: a copy beside the live system sends nothing.
  'delivery',
  'sending',
  // Imports and downloads of the last day. What they made lies outside the database, and a copy finishes nothing that was begun elsewhere.
  'job',
  'import_row',
]
