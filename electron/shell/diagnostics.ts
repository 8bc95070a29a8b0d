import type { Host } from '#shared/contract/hosts.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Info } from '#shared/contract/system.ts'
import type { Transfer } from '#shared/contract/transfers.ts'

export interface Facts {
  info: Pick<Info, 'version' | 'frontend' | 'platform' | 'locale' | 'notices'>
  /** Names and versions: Electron, Chromium, Node, the system. */
  versions: Record<string, string>
  settings: Partial<Settings>
  hosts: readonly Pick<Host, 'kind' | 'reach' | 'version' | 'latencyMs' | 'problem'>[]
  transfers: readonly Pick<Transfer, 'kind' | 'state' | 'problem'>[]
  tray: boolean
  secrets: 'os' | 'run'
  log: readonly string[]
  /** The user's home folder, whose name is often the user's name. */
  home: string
  /** Removes secrets from a text. */
  redact: (text: string) => string
}

/**
 * Information for a bug report as text: versions, settings, the states of hosts and transfers, the last lines of the
 * log. No addresses or names of hosts, and no model names except those in the log.
 */
export function diagnostics(facts: Facts): string {
  const { info, versions, settings, hosts, transfers, tray, secrets, log, home, redact } = facts
  const list = (lines: string[]) => (lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))
  const lines = [
    `Corral ${info.version}, ${info.frontend}, ${info.platform}, ${info.locale}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    `tray ${tray ? 'yes' : 'no'}, secrets ${secrets}, notices ${info.notices.map(({ code }) => code).join(' ') || 'none'}`,
    'Settings',
    ...list(Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)),
    'Hosts',
    ...list(
      hosts.map(({ kind, reach, version, latencyMs, problem }) =>
        [kind, reach, version ?? 'version unknown', latencyMs === null ? '' : `${latencyMs} ms`, problem?.code ?? '']
          .filter(Boolean)
          .join(', '),
      ),
    ),
    'Transfers',
    ...list(transfers.map(({ kind, state, problem }) => [kind, state, problem?.code ?? ''].filter(Boolean).join(', '))),
    'Log',
    ...list([...log]),
  ]
  const text = redact(lines.join('\n'))
  return home.length > 1 ? text.replaceAll(home, '~') : text
}
