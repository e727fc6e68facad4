import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { documentNamed, pilotDocument } from './documents.ts'
import { notOriginal } from './notice.ts'
import { demonstrationPilots } from './pilots.ts'

const pilots = demonstrationPilots()
const named = [
  ...new Set(
    pilots.flatMap((each) => [
      ...each.values.evidence,
      ...(each.returned?.filed.evidence ?? []),
      ...each.progress.flatMap((report) => report.values.results.flatMap((result) => result.evidence)),
    ]),
  ),
]

test('a Word notice is a real document with its number, title, districts and the mark that it is no original', async () => {
  const pilot = pilots.find((each) => each.id === 'P046')!.values
  const { name, bytes } = await pilotDocument(pilot)
  expect(name).toMatch(/（演示文件）\.docx$/)
  const parts = await partsOf(bytes)
  const body = plain(parts.get('word/document.xml')!)
  for (const part of [pilot.docNo, pilot.docTitle, '黔江区、石柱土家族自治县', '2014年8月18日']) expect(body).toContain(part)
  expect([...parts].filter(([path]) => /header\d*\.xml$/.test(path)).map(([, xml]) => plain(xml))).toEqual([notOriginal])
  expect(parts.has('[Content_Types].xml')).toBe(true)
})

test('every file that a demonstration filing names exists, as what its name says and small', async () => {
  for (const key of named) {
    const { name, bytes } = await documentNamed(key)
    expect(name.slice(name.lastIndexOf('.')), key).toBe(key.slice(key.lastIndexOf('.')))
    expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1'), key).toBe(key.endsWith('.pdf') ? '%PDF' : 'PK\x03\x04')
    expect(bytes.length, key).toBeLessThan(150_000)
  }
})

test('a kept PDF still says what its pilot says: number, scope, mark; a change of the one asks for printing the other', async () => {
  for (const { id, values } of pilots.filter((each) => each.values.evidence[0] === `${each.id}.pdf`)) {
    const text = await pdfText(`${id}.pdf`)
    for (const part of [values.docNo, values.docTitle, values.title, ...values.content.split('\n'), notOriginal])
      expect(text, id).toContain(part.replaceAll(/\s/g, ''))
  }
})

test('the scan has no text behind its picture', async () => {
  expect(await pdfText('P015-scan.pdf')).toBe('')
})

async function pdfText(key: string): Promise<string> {
  const { bytes } = await documentNamed(key)
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
  return text.replaceAll(/\s/g, '')
}

const plain = (xml: string) => xml.replaceAll(/<[^>]+>/g, '')

async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await new Promise<ZipFile>((done, failed) =>
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, file) => (error ? failed(error) : done(file))),
  )
  const parts = new Map<string, string>()
  return new Promise((done, failed) => {
    zip.on('error', failed)
    zip.on('end', () => done(parts))
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return failed(error)
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
          zip.readEntry()
        })
      })
    })
    zip.readEntry()
  })
}
