/** Up to so many names, and how many there are of all. */
export const named = (names: readonly string[], most = 5): string =>
  names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等${names.length}个单位`
