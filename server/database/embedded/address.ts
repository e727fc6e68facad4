/** Our user on the embedded server, and our database. */
export const NAME = 'luoshi'

/** The address of a database on the embedded server that listens in the folder `sockets`. */
export function addressOf(sockets: string, database = NAME): string {
  return `postgres://${NAME}@localhost:5432/${database}?host=${encodeURIComponent(sockets)}`
}
