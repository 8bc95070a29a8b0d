import type { Host } from '#shared/contract/hosts.ts'
import type { Info } from '#shared/contract/system.ts'
import { useCallback } from 'react'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useInfo } from '../../app/data/settings.ts'
import { shortUrl } from '#shared/domain/host-name.ts'
import { environmentLine, shellQuoted } from '#shared/domain/quoting.ts'

/** The default address of the `ollama` command. */
const USUAL = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):11434\/?$/

/** Command that runs the model in a terminal of this computer; `OLLAMA_HOST` names another server. */
export function commandLine(name: string, { url }: Pick<Host, 'url'>, platform: Info['platform']): string {
  const shell = platform === 'win32' ? 'powershell' : 'posix'
  const run = `ollama run ${name.startsWith('-') ? '-- ' : ''}${shellQuoted(name, shell)}`
  if (USUAL.test(url)) return run
  const host = shortUrl(url)
  return shell === 'powershell'
    ? `${environmentLine('OLLAMA_HOST', host, shell)}; ${run}`
    : `OLLAMA_HOST=${shellQuoted(host, shell)} ${run}`
}

/** `commandLine` for the current host. */
export function useCommandLine(): (name: string) => string {
  const url = useCurrentHost()?.url ?? ''
  const platform = useInfo()?.platform ?? 'other'
  return useCallback((name) => commandLine(name, { url }, platform), [url, platform])
}
