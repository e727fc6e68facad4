/** How an organisation is found by the keyboard: its syllables, then its initials. 渝中 is found by yuzhong and by yz. */
export async function pinyinKey(text: string): Promise<string> {
  // Loaded only when an organisation is named: its dictionary is large.
  const { pinyin } = await import('pinyin-pro')
  const syllables = pinyin(text, { toneType: 'none', type: 'array' })
  return `${syllables.join('')} ${syllables.map((syllable) => syllable[0]).join('')}`.toLowerCase()
}
