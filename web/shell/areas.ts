/** What the folders of modules/ are called in the navigation. */
export const areaNames: Record<string, string> = { reform: '改革报表', digital: '数字重庆建设' }

export const areaOf = (path: string) => path.split('/')[0]!

/** Businesses that belong together, as the manual's chapters have them, and what a long name is cut to. One that stands in none is a group of its own. */
const GROUPS: Record<string, readonly string[]> = {
  改革需求: ['reform/demand', 'reform/demand-task'],
  改革试点: ['reform/pilot', 'reform/pilot-progress'],
  改革满意度: ['reform/satisfaction', 'reform/project-satisfaction'],
  重大改革项目: ['reform/project'],
  深改委会议: ['reform/meeting', 'reform/meeting-decision'],
}

export type Group<M> = { name: string; modules: M[] }

/** The businesses of one area in groups, in the order in which the collection first names one of each. */
export function grouped<M extends { path: string; name: string }>(modules: readonly M[]): Group<M>[] {
  const groups = new Map<string, M[]>()
  for (const module of modules) {
    const name = Object.keys(GROUPS).find((group) => GROUPS[group]!.includes(module.path)) ?? module.name
    groups.set(name, [...(groups.get(name) ?? []), module])
  }
  return [...groups].map(([name, members]) => ({ name, modules: members }))
}
