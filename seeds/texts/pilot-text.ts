/** What the demonstration says about one pilot. `{区}` becomes the name of the reporting district. */
export type PilotText = {
  deployedOn: string
  dueOn: string
  /** Set when the districts' work is done: the earliest day of acceptance. */
  acceptedOn?: string
  content: readonly string[]
  /** Four items at least: the first is everyone's, the districts differ in the rest. */
  work: readonly string[]
  problems: readonly string[]
  results: readonly ResultText[]
}

export type ResultText = { name: string; form: '制度' | '机制' | '平台' | '应用' | '其他'; measure: string; effect: string }
