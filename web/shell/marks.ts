/**
 * One character for each label, by which it is known where there is room for no more: the last but one, which tells most in official names; where an
 * earlier label has it, the one that stands in fewest others. Punctuation and letters are none. A label of which every character is taken shares its own.
 */
export function marksOf(labels: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(labels)].map((label) => ({ label, chars: label.match(/\p{Script=Han}/gu) ?? [...label] }))
  const held = (char: string) => all.filter(({ chars }) => chars.includes(char)).length
  const marks = new Map<string, string>()
  const taken = new Set<string>()
  for (const { label, chars } of all) {
    const usual = chars.at(-2) ?? chars[0] ?? ''
    const rarest = [...chars].sort((a, b) => held(a) - held(b))
    const mark = [usual, ...rarest].find((char) => !taken.has(char)) ?? usual
    marks.set(label, mark)
    taken.add(mark)
  }
  return marks
}
