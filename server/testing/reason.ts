import { returnReasons } from '#seeds/tables.ts'

const reasons = returnReasons()

/** Why something is returned, where it does not matter why: the first reason of the dictionary that is for every business. */
export const REASON = {
  code: reasons.find(
    ({ code, modules, until }) => until === null && modules.length === 0 && !reasons.some(({ parent }) => parent === code),
  )!.code,
  words: '请补充说明后重新报送',
  pins: [],
}
