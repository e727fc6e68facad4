const discarding = new Set<string>()

/** Whether a record is being discarded or has been: nobody asks for it any more, for the answer would be that there is no such record. */
export const isDiscarded = (id: string) => discarding.has(id)

/** Sends what discards the record; when that fails, the record is asked for again as before. */
export async function discardBy<T>(id: string, send: () => Promise<T>): Promise<T> {
  discarding.add(id)
  try {
    return await send()
  } catch (error) {
    discarding.delete(id)
    throw error
  }
}
