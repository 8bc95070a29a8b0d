import type { Host } from '#shared/contract/hosts.ts'

/** Whether the next run knows a host, too: not one named for this run, nor the sandbox, whose models are gone with it. */
export function isPersisted({ kind }: Pick<Host, 'kind'>): boolean {
  return kind === 'saved' || kind === 'local'
}
