/** An answer that is an error: its status and the text under `error`. */
export class Refusal extends Error {
  readonly status: number
  /** The value of `error`: a text, or an object for an old server that sends one. */
  readonly error: string | object
  /** The address for signing in, for requests that need an account. */
  readonly signinUrl: string | undefined

  constructor(status: number, error: string | object, signinUrl?: string) {
    super(typeof error === 'string' ? error : JSON.stringify(error))
    this.status = status
    this.error = error
    this.signinUrl = signinUrl
  }
}
