import type { Info } from '#shared/contract/system.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'

/** How a server was installed or is started, as far as its files are elsewhere. */
export type Install = 'user' | 'windows' | 'service' | 'docker'

/** Where Ollama keeps its public key: below the home folder of the user who runs it, in the folder `.ollama`. */
const paths: Record<Install, string> = {
  user: '~/.ollama/id_ed25519.pub',
  windows: String.raw`%USERPROFILE%\.ollama\id_ed25519.pub`,
  service: '/usr/share/ollama/.ollama/id_ed25519.pub',
  docker: '/root/.ollama/id_ed25519.pub',
}

/** The usual installs of each system, the likeliest first. */
const installs: Record<Info['platform'], readonly Install[]> = {
  darwin: ['user', 'docker'],
  win32: ['windows', 'docker'],
  linux: ['service', 'user', 'docker'],
  other: ['user', 'docker'],
}

/**
 * The usual places of a server's public key. Of a server that answers at this computer only those of its system; it
 * may still run in a container, or at the other end of a tunnel.
 *
 * @param platform of the computer that Corral runs on
 */
export function keyPlaces(url: string, platform: Info['platform']): { install: Install; path: string }[] {
  const likely = isLoopback(url) ? installs[platform] : (['service', 'user', 'windows', 'docker'] as const)
  return likely.map((install) => ({ install, path: paths[install] }))
}
