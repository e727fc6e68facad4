/**
 * Classification marks of state secrets (密级标志): 绝密, 机密 or 秘密 beside a star, with or without a term, or named after 密级.
 * Pure text in, answer out, so that the form in the browser and the file inspection on the server refuse by one rule.
 * Words in running text (保守国家秘密, 商业秘密, 秘密投票) are no marks; see 保守国家秘密法 31(3) for why marks may not enter.
 */

/** What a person is told to do instead; the mailbox is the one that the operation manual (3.0) names. */
export const CLASSIFIED_ROUTE =
  '本系统不得存储、处理涉密信息。涉密材料请通过电子政务内网邮箱，分别传市委改革办相应模块管理员和主管市级部门。'

/** True when the text carries a classification mark. Line breaks count as boundaries; other blanks, invisible characters and widths do not. */
export function hasClassificationMark(text: string): boolean {
  // No other character folds to this one, and most texts lack it.
  if (!text.includes('密')) return false
  const folded = flatten(text)
  return hasStarredLevel(folded) || hasNamedLevel(folded) || UNSTARRED.test(folded)
}

/** True when the text is marked 工作秘密, 内部 or as commercial secret: allowed here, but worth a warning. */
export function hasInternalMark(text: string): boolean {
  return /[内密]/u.test(text) && INTERNAL.test(flatten(text))
}

/** True when 绝密, 机密 or 秘密 stands alone on a line: perhaps a mark that lost its star, perhaps a cell of a table. */
export function hasBareLevel(text: string): boolean {
  return text.includes('密') && BARE_LEVEL.test(flatten(text))
}

const LEVEL = '(?:绝密|机密|秘密)'
const LEVEL_OVER_LINES = '[绝机秘]\\n{0,3}密'
// U+F0AB is the star of the Wingdings font, which Word and PDF files carry as a private character.
const STAR = '[★☆⭐⚝✩✪✫✬✭✮✯✰⋆\\u{1F31F}\\uF0AB]'
// Characters that stand in for the star where a font or a keyboard has none. A term must follow them.
const LIKE_A_STAR = '[*«※●◆▲✱✲✳✴✵✶✷✸✹✺]'
const TICK = '[☑✓✔√☒■\\uF0FE\\uF052\\uF0FC]'
const BOX = '[□☐○\\uF0A8\\uF0A3\\uF06F]'
const CLOSING = '[)\\]】〕〉”"’\'·._|—―–:-]{0,2}'
const TERM =
  /^\n{0,2}[([【〔]?(?:\d{1,4}\.?\d{0,2}(?:年|个?月|日|天)|[一二三四五六七八九十百两]+(?:年|个?月|日|天)|[xX×_○〇]*年|长期|永久|启用|解密|公布前|公开前|至)/u

// 商业秘密★ and the like are another law's secrets; 工作秘密★ only warns.
const OTHER_SECRETS = /(?:商业|工作|企业|公司|经营|技术|个人|家庭|职业)$/u
// A star that decorates a slogan: ★保守国家秘密★
const SPOKEN_OF = /(?:保守|严守|坚守|守好|守住|保护|维护|泄露|泄漏|窃取|刺探|涉及|传递|传播)(?:好|了|党和)?(?:国家|党的|的)?$/u

const STARRED = new RegExp(`(${LEVEL_OVER_LINES})级?${CLOSING}(\\n{0,3})[([【〔]?(${STAR}|${LIKE_A_STAR})`, 'gu')

function hasStarredLevel(folded: string): boolean {
  for (const match of folded.matchAll(STARRED)) {
    const [whole, level = '', gap = '', star = ''] = match
    const lineStart = folded.lastIndexOf('\n', match.index - 1) + 1
    const before = folded.slice(Math.max(lineStart, match.index - 12), match.index)
    const after = folded.slice(match.index + whole.length, match.index + whole.length + 16)
    if (OTHER_SECRETS.test(before)) continue

    const term = TERM.test(after)
    const alone = before === '' && (after === '' || after.startsWith('\n'))
    const broken = gap !== '' || level.includes('\n')
    const real = STAR_ONLY.test(star)
    // A mark set one character to a line, or a list whose bullets are stars below a line that ends in 机密.
    if (broken ? real && (term || alone) : term || alone || (real && !SPOKEN_OF.test(before))) return true
  }
  return false
}

const STAR_ONLY = new RegExp(`^${STAR}$`, 'u')

// 绝密·启用前 on examination papers, and 【机密】 at the head of a line or a file name.
const UNSTARRED = new RegExp(`(?<!商业|工作)${LEVEL}级?[·—―:-]{0,2}启用前|(?:^|\\n)【${LEVEL}】`, 'u')

const LABEL = '(?:密级|(?:秘密|保密|涉密|定密)(?:等级|级别))(?:标[志识]|(?:及|和)?保密期限)?'
const BEFORE_LEVEL = `(?:[\\])】〕]?(?:[:=|]\\n{0,2}|\\n{1,2})|[\\])】〕]|)[(\\[【〔“"]?(${TICK}?)`
const NAMED = new RegExp(`(${LABEL})(${BEFORE_LEVEL})(${LEVEL})`, 'gu')
const CHOICES = new RegExp(
  `^级?[\\])】〕”"]?(?:[、/,;|和或及\\\\·]${BOX}?(?:绝密|机密|秘密|非密|非涉密|内部|公开|普通|一般|无)|${BOX})`,
  'u',
)
const TICKED_FORM = new RegExp(`${LABEL}[:|\\n]{0,2}([^\\n]{0,60})`, 'gu')
const TICK_FIRST = new RegExp(`^(?:${TICK}|${BOX})`, 'u')
const TICKED_BEFORE = new RegExp(`${TICK}${LEVEL}`, 'u')
const TICKED_AFTER = new RegExp(`${LEVEL}级?${TICK}`, 'u')

function hasNamedLevel(folded: string): boolean {
  for (const match of folded.matchAll(NAMED)) {
    const [whole, , between = ''] = match
    const before = folded[match.index - 1] ?? '\n'
    const after = folded.slice(match.index + whole.length, match.index + whole.length + 16)
    if (CHOICES.test(after)) continue
    if (/[:=|([【〔“"]/u.test(between)) {
      if (!/^(?:性|以[上下]|及以[上下]|投票)/u.test(after)) return true
    } else if (!HAN.test(before) && /^级?(?:$|[^\p{Script=Han}])/u.test(after)) {
      // Two neighbouring cells of a table. In running text (文件的密级机密与否) a character precedes or follows.
      return true
    }
  }
  for (const [, line = ''] of folded.matchAll(TICKED_FORM)) {
    if ((TICK_FIRST.test(line) ? TICKED_BEFORE : TICKED_AFTER).test(line)) return true
  }
  return false
}

const HAN = /\p{Script=Han}/u
const BARE_LEVEL = new RegExp(`(?:^|\\n)[([〔【]?${LEVEL}级?[)\\]〕】]?(?:\\n|$)`, 'u')
const INTERNAL = new RegExp(
  [
    `工作秘密[)\\]】〕]?${STAR}`,
    `(?:商业秘密|核心商密|普通商密|商密|内部)${STAR}`,
    '密级[:|\\n]?(?:内部|工作秘密)',
    '(?:^|\\n)[(\\[【〔]?(?:工作秘密|商业秘密|内部(?:资料|文件|材料|使用|事项|情况|参考|刊物)?)(?:[)\\]】〕]|[,;]|\\n|$|(?:请)?注意保[存管密]|(?:不得|请勿|严禁)外传)',
    '内部(?:资料|文件|材料)[,;]?(?:请)?(?:注意保[存管密]|(?:不得|请勿|严禁|切勿)外传)',
  ].join('|'),
  'u',
)

/** One width, no invisible characters, no accents laid over a character, no blanks but line breaks, traditional forms as simplified. */
function flatten(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/gu, '\n')
    .replace(/[^\S\n]|[\p{Cf}\p{Mn}\p{Me}\u0000-\u0009\u000e-\u001f\u007f]/gu, '')
    .replace(/機/gu, '机')
    .replace(/[絕絶]/gu, '绝')
    .replace(/祕/gu, '秘')
    .replace(/級/gu, '级')
}
