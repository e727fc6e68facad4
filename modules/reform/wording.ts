/** How the manuals want things worded. Each test backs a hint, never a refusal. */

/** ×××试点、×××改革试点、×××示范区、×××试验区等（3.0版二（四）一）。 */
export const PILOT_NAME = /(试点|示范区|试验区|实验区|先行区|示范城市|实验基地|创新基地|试点城市)([（(〔【].*[）)〕】])?$/u

/** 改革味：建立…机制、健全…体系、开展…改革、探索建立…制度（2023年3月31日版四（一）2.1）。 */
export function hasReformWording(text: string): boolean {
  return /(开展|深化|推进|实施).{1,40}改革|(建立|健全|完善|构建|搭建|打造|探索建立|建立健全).{1,40}(机制|体系|制度|体制|平台|模式|单元)/su.test(
    text,
  )
}

/** 这些动作要有改革味：出台××文件、建立×××机制、开发建设×××应用（2023年3月31日版四（一）2.2一）。 */
export function hasReformDeed(text: string): boolean {
  return (
    hasReformWording(text) ||
    /(出台|印发|制定|修订).{0,40}(文件|意见|方案|办法|条例|规定|规则|标准|措施|清单|指引|》)|(开发|建设|建立|上线|打造).{1,40}(应用|平台|系统|数据中心)/su.test(
      text,
    )
  )
}

/** 要聚焦体制机制问题、政策法规问题等，切忌泛泛而谈、言之无物（2023年3月31日版四（一）2.2二）。 */
export function isFocused(problems: string): boolean {
  return /(体制|机制|制度|政策|法规|法律|条例|规定|标准|权限|职责|职能|审批|授权|立法|依据|办法|规则|清单|权属|产权|资格|手续|分担|衔接|共享|壁垒)/u.test(
    problems,
  )
}

/** 条目式列举。 */
export function isItemised(text: string): boolean {
  return (
    (
      text.match(
        /(^|\n|；|;|。)\s*(\d{1,2}\s*[.．、)）]|[一二三四五六七八九十]{1,2}[、是]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳])/gu,
      ) ?? []
    ).length >= 2
  )
}

/** 印发×××通知、×××试点方案不属于制度性成果。 */
export function isNoticeOrPlan(name: string): boolean {
  return /(通知|方案)[》”"]?$/u.test(name.trim())
}

/** 一条里写了多项成果。 */
export function looksLikeSeveral(name: string): boolean {
  return isItemised(name) || (name.match(/(建立|健全|完善|搭建|上线|出台)/gu) ?? []).length >= 3 || /[；;\n]/u.test(name.trim())
}

/** 针对…问题 + 出台/上线/建立/召开… + 实现…。 */
export function hasMeasureShape(text: string): boolean {
  return (
    /针对/u.test(text) &&
    /(出台|印发|上线|建立|健全|完善|搭建|召开|制定|构建)/u.test(text) &&
    /(实现|推动|形成|解决|截至|提升|破解|降)/u.test(text)
  )
}
