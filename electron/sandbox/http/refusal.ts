/** An answer that is an error: its status and the text under `error`. */
export class Refusal extends Error {
  readonly status: number
  /** What stands under `error`: the text, or an object where an old server forgets to write it out. */
  readonly error: string | object
  /** Where to sign in, for requests that need an account. */
  readonly signinUrl: string | undefined

  constructor(status: number, error: string | object, signinUrl?: string) {
    super(typeof error === 'string' ? error : JSON.stringify(error))
    this.status = status
    this.error = error
    this.signinUrl = signinUrl
  }
}
