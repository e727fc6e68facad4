import type { APIRequestContext } from 'playwright-core'
import { quarterDays } from '#kernel/fields/quarter.ts'
import { machine } from './browser.ts'
import { signIn, written } from './people.ts'

/** District reports of these quarters, fixed by two people of the reform office where they are not yet; answers what was computed of each. */
export async function fixedReports(quarters: readonly string[]): Promise<string[]> {
  const [clerk, checker] = await Promise.all(['市委改革办录入员一', '市委改革办审核员一'].map(deskOf))
  const found: string[] = []
  for (const quarter of quarters) {
    const { first } = quarterDays(quarter)
    await asked(clerk!, 'post', '/api/reports/district/periods', { on: first }, [201, 409])
    const periods = (await asked(clerk!, 'get', '/api/reports/district/periods')) as { id: string; first: string }[]
    const { id } = periods.find((period) => period.first === first)!
    const { issues } = (await asked(clerk!, 'get', `/api/reports/periods/${id}`)) as { issues: { computation: string }[] }
    found.push(issues[0]?.computation ?? (await fixed(clerk!, checker!, id)))
  }
  return found
}

async function fixed(clerk: APIRequestContext, checker: APIRequestContext, period: string): Promise<string> {
  const { id } = (await asked(clerk, 'post', `/api/reports/periods/${period}/computations`, {}, [200, 201])) as { id: string }
  await asked(clerk, 'put', `/api/reports/periods/${period}/fixing`, { computation: id })
  await asked(checker, 'post', `/api/reports/periods/${period}/fixed`, { computation: id, issue: 1, cause: null }, [201])
  return id
}

async function deskOf(name: string): Promise<APIRequestContext> {
  const { request } = await machine()
  await signIn(request, name)
  return request
}

async function asked(
  who: APIRequestContext,
  method: 'get' | 'post' | 'put',
  path: string,
  data?: object,
  statuses = [200],
): Promise<unknown> {
  const answer = await who[method](path, { headers: written(), ...(data ? { data } : {}) })
  if (!statuses.includes(answer.status())) throw new Error(`${path}: ${await answer.text()}`)
  return answer.json()
}
