import type { Host } from '../contract/hosts.ts'

/** What a host is called: the name it was given, else what it is, else its address. */
export function hostName(
  { name, kind, url }: Pick<Host, 'name' | 'kind' | 'url'>,
  words: { sandbox: string; thisComputer: string },
): string {
  if (name !== '') return name
  if (kind === 'sandbox') return words.sandbox
  return kind === 'local' ? words.thisComputer : shortUrl(url)
}

/**
 * An address without what goes without saying: `http://127.0.0.1:11434` is `127.0.0.1:11434`. Without a port the
 * scheme stays, as `example.com` alone would be read as port 11434.
 */
export function shortUrl(url: string): string {
  return url.replace(/^http:\/\/(?=[^/]*:\d+(?:\/|$))/, '').replace(/\/$/, '')
}
