import type { Rows } from '#shared/ollama/fields.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { ProblemError, fail, problem } from '../problem.ts'
import type { Ollama } from '../ollama/client.ts'

/**
 * The client for ollama.com as a host. It lists the models of its cloud with the sizes of a download; the rows are
 * marked as cloud models so that no size counts as disk use. Copy, delete, pull and push are refused.
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
