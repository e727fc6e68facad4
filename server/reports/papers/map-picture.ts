/** The map of five colours as a picture, with what its letters mean. */
export type MapPicture = { png: Uint8Array; width: number; height: number; legend: string[] }
