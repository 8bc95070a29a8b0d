import type { Host } from '../contract/hosts.ts'
import { isLoopback } from '../ollama/host-url.ts'

/** The name shown for a host: its own, else a label for its kind, else its address: `OLLAMA_HOST` may name any computer. */
export function hostName(
  { name, kind, url }: Pick<Host, 'name' | 'kind' | 'url'>,
  labels: { sandbox: string; thisComputer: string },
): string {
  if (name !== '') return name
  if (kind === 'sandbox') return labels.sandbox
  return kind === 'local' && isLoopback(url) ? labels.thisComputer : shortUrl(url)
}

/**
 * A short form of an address: `http://127.0.0.1:11434` is `127.0.0.1:11434`. Without a port the
 * scheme is kept, since `example.com` alone means port 11434.
 */
export function shortUrl(url: string): string {
  return url.replace(/^http:\/\/(?=[^/]*:\d+(?:\/|$))/, '').replace(/\/$/, '')
}
