/** A file that is refused: one sentence, with the place in the file where there is one. */
export class WrongFile extends Error {
  constructor(file: string, at: string, message: string) {
    super(at === '' ? `${file}：${message}` : `${file} ${at}：${message}`)
  }
}
