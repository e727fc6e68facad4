import { writeXlsx, type CellValue } from 'hucre'
import type { FastifyInstance } from 'fastify'
import { runJobs } from '../jobs/run.ts'
import type { Call } from './players.ts'
import { uploaded } from './upload.ts'

/** A workbook of one sheet with these lines. */
export const bookOf = async (rows: CellValue[][], name = '网球赛事'): Promise<Uint8Array> => writeXlsx({ sheets: [{ name, rows }] })

/** What people do with imports: each step as the pages do it, with the jobs run in between. */
export function importing(app: FastifyInstance, as: (name: string) => Promise<Call>) {
  const look = async (who: string, id: string) => {
    const call = await as(who)
    const job = (await call('GET', `/api/jobs/${id}`)).json()
    const { rows = [] } = (await call('GET', `/api/jobs/${id}/rows`, { query: { limit: '200' } })).json()
    return { job, rows }
  }
  const ask = async (who: string, bytes: Uint8Array, name = '赛事.xlsx', path = 'tennis/tournament') => {
    const call = await as(who)
    return call('POST', `/api/${path}/imports`, { body: { file: await uploaded(call, bytes, name) } })
  }
  return {
    look,
    /** Uploads and asks for an import; nothing is read yet. */
    ask,
    /** Uploads, has it read, and answers the job and its rows as their person then finds them. */
    async read(...of: Parameters<typeof ask>) {
      const asked = await ask(...of)
      if (asked.statusCode >= 300) throw new Error(asked.body)
      await runJobs(app)
      return look(of[0], asked.json().id)
    },
    /** Decides, has it written, and answers the job, or the refusal. */
    async decide(who: string, { id, version }: { id: string; version: number }, rows: 'all' | 'good', how: 'draft' | 'submit' = 'draft') {
      const answer = await (await as(who))('POST', `/api/jobs/${id}/decision`, { body: { version, rows, as: how } })
      await runJobs(app)
      return answer.statusCode >= 400 ? answer.json() : (await look(who, id)).job
    },
    /** The file that a job made. */
    async result(who: string, id: string, headers: Record<string, string> = {}) {
      return (await as(who))('GET', `/api/jobs/${id}/result`, { headers })
    },
  }
}
