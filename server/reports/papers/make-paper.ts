import { parentPort, workerData } from 'node:worker_threads'
import type { Drawn } from '#cockpits/map/draw.ts'
import { reportDocument } from './document.ts'
import { mapPicture } from './map-picture.ts'
import type { PaperSource } from './paper-source.ts'
import { reportWorkbook } from './workbook.ts'

/** What a thread is told to make, and of what. A map goes into documents of districts. */
export type PaperOrder = { as: 'xlsx' | 'docx'; source: PaperSource; map: Drawn | null }

const { as, source, map } = workerData as PaperOrder
const bytes = as === 'xlsx' ? await reportWorkbook(source) : await reportDocument(source, map && mapPicture(map, source.result))
parentPort!.postMessage(bytes)
