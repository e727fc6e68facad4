/** A reason not to start that the operator can act on: its message, in Chinese, is printed as it stands and without a stack. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}
