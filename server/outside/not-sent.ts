/** Something did not go out, or nobody knows whether it did. `lasting` where trying again would change nothing. */
export class NotSent extends Error {
  readonly lasting: boolean

  /** `why` is kept in the log: it names neither the person nor what was to be sent. */
  constructor(why: string, lasting: boolean) {
    super(why)
    this.name = 'NotSent'
    this.lasting = lasting
  }
}

/** What a connector is given to send. `key` is the same at every try, so that the receiver can know it again. */
export type Parcel = { key: string; kind: string; title: string; text: string; link: string }
