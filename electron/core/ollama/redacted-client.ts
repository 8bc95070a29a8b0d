import { ProblemError } from '../problem.ts'
import type { Ollama } from './client.ts'

/** The same client with secrets removed from its errors: some proxies return the headers they refused. */
export function redactedClient(client: Ollama, redact: (text: string) => string): Ollama {
  const told = (error: unknown): unknown => {
    if (!(error instanceof ProblemError) || error.problem.detail === undefined) return error
    // The cause is dropped, since it has the original text.
    return new ProblemError({ ...error.problem, detail: redact(error.problem.detail) })
  }
  const quiet =
    <Input extends unknown[], Output>(act: (...input: Input) => Promise<Output>) =>
    (...input: Input): Promise<Output> =>
      act(...input).catch((error: unknown) => {
        throw told(error)
      })
  async function* quietly<T>(stream: AsyncIterable<T>): AsyncGenerator<T, void> {
    try {
      yield* stream
    } catch (error) {
      throw told(error)
    }
  }
  return {
    server: client.server,
    version: quiet(client.version),
    tags: quiet(client.tags),
    show: quiet(client.show),
    showVerbose: quiet(client.showVerbose),
    copy: quiet(client.copy),
    remove: quiet(client.remove),
    hasBlob: quiet(client.hasBlob),
    account: quiet(client.account),
    ps: quiet(client.ps),
    generate: quiet(client.generate),
    embed: quiet(client.embed),
    embedLegacy: quiet(client.embedLegacy),
    chat: (...input) => quietly(client.chat(...input)),
    transfer: (...input) => quietly(client.transfer(...input)),
  }
}
