/** A number as a template writes it: the record and the version it was taken from. */
export const writeNumber = (id: string, version: number) => `${id}/${version}`

export function readNumber(text: string): { id: string; version: number } | null {
  const parts = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,9})$/.exec(text.trim().toLowerCase())
  return parts ? { id: parts[1]!, version: Number(parts[2]) } : null
}
