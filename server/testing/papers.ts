import type { Field } from '#kernel/field.ts'
import { makeDocx } from '../files/inspect/fixtures/make-docx.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { makePdf } from '../files/inspect/fixtures/make-pdf.ts'
import { makeXlsx } from '../files/inspect/fixtures/make-xlsx.ts'

const papers: Record<string, () => Buffer> = { pdf: makePdf, docx: makeDocx, png: makePng, xlsx: makeXlsx }

/** A small file that a field takes. */
export function paperFor({ label, options }: Field): { name: string; bytes: Buffer } {
  const accepted = (options.accept ?? Object.keys(papers)) as string[]
  const type = Object.keys(papers).find((each) => accepted.includes(each))
  if (type === undefined)
    throw new Error(`Nobody has shown how to make one of ${accepted.join(', ')} for 《${label}》: see server/testing/papers.ts`)
  return { name: `${label}.${type}`, bytes: papers[type]!() }
}
