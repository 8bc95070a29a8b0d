import type { Rows } from '#shared/ollama/fields.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { ProblemError, fail, problem } from '../problem.ts'
import type { Ollama } from '../ollama/client.ts'

/**
 * ollama.com as a host: it lists what its cloud runs with the sizes that a download would have. The rows are
 * those of cloud models, so that no size counts as disk use and none is loaded, and nothing there is managed.
 */
export function cloudClient(client: Ollama): Ollama {
  const { server } = client
  const host = new URL(server).hostname
  const refuse = () => Promise.reject(fail('cloud_host', { server }))
  let listed: { from: Rows<Tag>; list: Rows<Tag> } | undefined
  return {
    ...client,
    async tags(signal) {
      const from = await client.tags(signal)
      if (listed?.from === from) return listed.list
      const rows = from.rows.map((tag) => ({ ...tag, remote_model: tag.name, remote_host: host }))
      listed = { from, list: { ...from, rows } }
      return listed.list
    },
    copy: refuse,
    remove: refuse,
    // oxlint-disable-next-line require-yield
    async *transfer() {
      throw new ProblemError(problem('cloud_host', { server }))
    },
  }
}
