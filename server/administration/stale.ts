import { conflict } from '#kernel/refusal.ts'

/** Somebody else changed it first; nothing of this change was kept. */
export const stale = () => conflict('STALE', '内容刚刚已被他人修改，请刷新后再试。')
