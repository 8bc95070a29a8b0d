/** An answer that is an error: its status and the text under `error`. */
export class Refusal extends Error {
  readonly status: number
  /** Where to sign in, for requests that need an account. */
  readonly signinUrl: string | undefined

  constructor(status: number, message: string, signinUrl?: string) {
    super(message)
    this.status = status
    this.signinUrl = signinUrl
  }
}
