import { getDocument, GlobalWorkerOptions, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { PDF_ASSETS } from './pdf-assets.ts'

GlobalWorkerOptions.workerSrc = workerAddress

export type OpenPdf = {
  count: number
  /** Height of the first page over its width: the place the others take until they are known. */
  shape: number
  page: (number: number) => Promise<PDFPageProxy>
  close: () => Promise<void>
}

/** Opens a PDF with everything from our own host: character maps, standard fonts, decoders. The legacy build knows older browsers. */
export async function openPdf(bytes: Blob): Promise<OpenPdf> {
  const task = getDocument({
    data: new Uint8Array(await bytes.arrayBuffer()),
    cMapUrl: `${PDF_ASSETS}cmaps/`,
    standardFontDataUrl: `${PDF_ASSETS}standard_fonts/`,
    wasmUrl: `${PDF_ASSETS}wasm/`,
    iccUrl: `${PDF_ASSETS}iccs/`,
    enableXfa: false,
  })
  const document = await task.promise
  const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
  return { count: document.numPages, shape: height / width, page: (number) => document.getPage(number), close: () => task.destroy() }
}
