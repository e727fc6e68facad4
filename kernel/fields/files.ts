import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'

type Options = Common & { max?: number; accept?: readonly string[] }

/** An uploaded file as a record holds it. Name, size and type come from the server's own knowledge of the upload. */
export type HeldFile = { id: string; name: string; size: number; type: string }

/** Attachments. `accept` narrows the extensions, e.g. ['pdf', 'docx']. */
export function files<const O extends Options>(label: string, options?: O) {
  return field(filesKind, label, options, { max: options?.max ?? 20, accept: options?.accept ?? null })
}

const filesKind: FieldKind<HeldFile[]> = {
  name: 'files',
  schema: (of) =>
    z
      .array(
        z.strictObject({
          id: z.uuid({ error: '附件编号有误，请重新上传' }),
          name: z.string().max(255, { error: '文件名过长' }).default(''),
          size: z.int().min(0).default(0),
          type: z.string().max(255).default(''),
        }),
        { error: '应为附件' },
      )
      .max(of.options.max, { error: `最多上传 ${of.options.max} 个附件` })
      .refine((held) => new Set(held.map((file) => file.id)).size === held.length, { error: '同一附件出现了两次' }),
  isBlank: (value) => value.length === 0,
  toText: (value) => value.map((file) => file.name).join('、'),
  brief: 'count',
  sheet: { writtenOnly: true },
  references: (value, of) => value.map((file) => ({ to: 'file', id: file.id, accept: of.options.accept })),
}
