import type { Ollama } from '../ollama/client.ts'
import { problemOf } from '../problem.ts'
import { isListed, refuseLocal } from './names.ts'

/**
 * Deletes a name. An answer decides, whatever is listed later: a deletion that fails half way may have taken
 * the name and left the data (on Windows an open file does that). Where the connection broke before one came,
 * the list tells whether the deletion took place.
 */
export async function removeModel(client: Ollama, name: string): Promise<void> {
  refuseLocal(name)
  try {
    await client.remove(name)
  } catch (error) {
    if (wasAnswered(error) || problemOf(error).code === 'refused') throw error
    const tags = await listIfAnswered(client)
    if (!tags || isListed(tags, name)) throw error
  }
}

/** Whether a problem is the server's own answer to the request. */
export const wasAnswered = (error: unknown) => problemOf(error).status !== undefined

export const listIfAnswered = (client: Ollama) =>
  client.tags().then(
    ({ rows }) => rows,
    () => undefined,
  )
