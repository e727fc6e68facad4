import { CITY, MEDIA, NATIONAL } from '#modules/reform/brand-situations.ts'
import type { ReformText } from './texts/reforms.ts'
import type { Recognition } from './texts/recognitions.ts'

/** Situations that are told of papers, meetings and bulletins; no leader is put words into the mouth. */
const PRAISES = [
  [NATIONAL[6], '国家有关部委文件'],
  [NATIONAL[3], '国家有关部委工作简报'],
  [NATIONAL[5], '全国性改革工作会议'],
] as const
const PROMOTIONS = [
  [CITY[6], '《改革工作简报》'],
  [CITY[5], '市级部门推广文件'],
  [CITY[1], '全市改革工作会议'],
  [CITY[0], '市政府办公厅推广文件'],
  [CITY[4], '片区改革经验现场推广会'],
] as const

/** What a text says of one of its two times, as recognitions to be filed. `first` keeps the numbers of the two times apart. */
export function recognisedIn(
  { owner, matter, track, told, published, ...times }: ReformText,
  time: 'early' | 'recent',
  place: number,
): Recognition[] {
  const [problem, did, so] = told
  let praises = 0
  return times[time]
    .split(' ')
    .filter(Boolean)
    .map((event, at): Recognition => {
      const number = (time === 'early' ? 101 : 501) + place * 5 + at
      const turn = place + at
      const common = {
        ...{ owner, matter, track, happened: Number(event.slice(1)), reached: 'approved' as const, shared: true as const },
        problem: `针对${problem}的问题，${did}，实现${so}（演示）。`,
      }
      if (event.startsWith('R')) {
        const medium = MEDIA[turn % MEDIA.length]!
        return {
          ...common,
          medium,
          occasion: `${medium}专题报道：${matter}（演示第${number}篇）`,
          outcome: `获${medium}深度专题报道（演示）。`,
        }
      }
      if (event.startsWith('P')) {
        const [promotion, paper] = PROMOTIONS[turn % PROMOTIONS.length]!
        return { ...common, promotion, occasion: `${paper}（演示第${number}号）`, outcome: `相关做法经${paper}推广（演示）。` }
      }
      const [national, paper] = PRAISES[turn % PRAISES.length]!
      const occasion = `${paper}（演示第${number}号）`
      if (published !== undefined && time === 'early' && praises++ === 0) return { ...common, national, occasion, published }
      return { ...common, national, occasion, outcome: `相关做法得到${paper}肯定（演示）。` }
    })
}
