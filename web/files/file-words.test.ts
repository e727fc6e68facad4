import { expect, test } from 'vitest'
import { extensionOf, sizeText, unfit, viewingOf } from './file-words.ts'

test('what can be looked at in the page is told by the extension; the old .doc can not', () => {
  expect(['通知.PDF', '方案.docx', '照片.jpeg'].map(viewingOf)).toEqual(['pdf', 'word', 'image'])
  expect(['旧文件.doc', '台账.xlsx', '没有扩展名', '.pdf/无'].map(viewingOf)).toEqual([null, null, null, null])
  expect(extensionOf('建办科函〔2021〕443号.附件.pdf')).toBe('pdf')
})

test('sizes read as people say them', () => {
  expect([0, 1023, 1536, 40_000, 5_242_880, 3_221_225_472].map(sizeText)).toEqual(['0 B', '1023 B', '1.5 KB', '39 KB', '5.0 MB', '3.00 GB'])
})

test('a file that cannot be right is refused before it is sent', () => {
  const held = { id: '1', name: '通知.pdf', size: 3, type: '' }
  const file = (name: string, text = 'abcd') => new File([text], name)
  expect(unfit(file('方案.docx'), [], 20, ['pdf', 'docx'])).toBeNull()
  expect(unfit(file('程序.exe'), [], 20, ['pdf', 'docx'])).toBe('只能上传 pdf、docx 格式的文件')
  expect(unfit(file('方案'), [], 20, null)).toBe('文件没有扩展名，无法识别格式')
  expect(unfit(file('空.pdf', ''), [], 20, null)).toBe('文件是空的')
  expect(unfit(file('通知.pdf', 'abc'), [held], 20, null)).toBe('这个文件已经上传过')
  expect(unfit(file('通知二.pdf'), [held], 1, null)).toBe('最多上传 1 个附件')
})
