import type { Host } from '#shared/contract/hosts.ts'
import { parseHostUrl, type HostUrl, type HostUrlFault } from '#shared/ollama/host-url.ts'
import type { Platform, Timer } from '../platform.ts'
import { fail, problem, problemOf } from '../problem.ts'
import { urlProblem } from './diagnose.ts'
import type { Entry, HostPlan, HostTable } from './table.ts'

const LOOK_AGAIN = 3_000
/** While no window is visible. */
const LOOK_WHEN_IDLE = 60_000
const START_WITHIN = 30_000
const START_POLL = 300

const bare = (id: string, kind: HostPlan['kind'], url: string): HostPlan => ({
  id,
  kind,
  url,
  name: '',
  credentials: null,
  certificate: null,
})

/** Chooses the current host at the start: from the launch options, the saved hosts, or this computer. */
export interface HostDiscovery {
  /** `preferred` are host ids to try before this computer's own, best first. */
  begin(preferred: readonly (string | null)[]): Promise<void>
  /** Puts this computer's own server into the list, unless a host with its address is there. */
  putLocal(): void
  setCurrent(hostId: string | null): void
  openSandbox(): Promise<Host>
  /** Starts the Ollama of this computer and waits until it answers. */
  startLocal(): Promise<Host>
  /** While no host is current (the Welcome page), checks for a local server repeatedly and selects it once it answers. */
  look(): Promise<void>
  /** Stops `look` until it is called again. */
  stop(): void
}

export function createHostDiscovery(platform: Platform, table: HostTable, isIdle: () => boolean): HostDiscovery {
  const { clock, launchOptions } = platform
  const localUrl: HostUrl =
    launchOptions.ollamaHost === null ? { url: platform.local.url } : parseHostUrl(launchOptions.ollamaHost)
  let lookTimer: Timer | undefined
  let lively = true

  const setCurrent = (currentId: string | null) => {
    if (currentId !== null) lookTimer?.cancel()
    table.show({ currentId })
    if (currentId !== null) void table.get(currentId).health.check()
  }

  /** Reports an unreadable address from the launch options on the Welcome page. `text` may hold a password. */
  const lookedInVain = (url: string, fault: HostUrlFault, text: string) =>
    table.show({ lastProbe: { url, problem: urlProblem(fault, text) } })

  const putLocal = () => {
    if ('url' in localUrl && !table.at(localUrl.url)) table.put(bare('local', 'local', localUrl.url))
  }

  const look = async (): Promise<void> => {
    lively = true
    lookTimer?.cancel()
    const local = table.find('local')
    const over = () => table.shown().currentId !== null || !lively
    if (!local || over()) return
    const { reach, problem: met } = await local.health.check()
    if (over()) return
    if (reach === 'up') {
      table.show({ lastProbe: null })
      return setCurrent('local')
    }
    table.show({ lastProbe: { url: local.url, problem: met ?? problem('unreachable') } })
    lookTimer?.cancel()
    lookTimer = clock.after(isIdle() ? LOOK_WHEN_IDLE : LOOK_AGAIN, () => void look())
  }

  const openSandbox = async (): Promise<Host> => {
    const { url } = await platform.openSandbox()
    const entry = table.find('sandbox') ?? table.put(bare('sandbox', 'sandbox', url))
    setCurrent(entry.id)
    await entry.health.check()
    return table.toHost(entry)
  }

  const waitUntilUp = async (entry: Entry): Promise<Host> => {
    const until = clock.now() + START_WITHIN
    for (;;) {
      if ((await entry.health.check()).reach === 'up') return table.toHost(entry)
      if (clock.now() >= until) throw fail('ollama_start_failed', { seconds: START_WITHIN / 1000 })
      await new Promise<void>((resolve) => void clock.after(START_POLL, resolve))
    }
  }

  return {
    setCurrent,
    putLocal,
    openSandbox,
    look,
    stop() {
      lively = false
      lookTimer?.cancel()
    },

    async begin(preferred) {
      if (launchOptions.sandbox) {
        await openSandbox()
        return
      }
      if (launchOptions.host !== null) {
        const read = parseHostUrl(launchOptions.host)
        if ('fault' in read) return lookedInVain('--host', read, launchOptions.host)
        return setCurrent((table.at(read.url) ?? table.put(bare('run', 'run', read.url))).id)
      }
      const first = preferred.find((hostId) => hostId !== null && table.find(hostId)?.kind === 'saved')
      if (first) return setCurrent(first)
      if ('fault' in localUrl) return lookedInVain('OLLAMA_HOST', localUrl, launchOptions.ollamaHost ?? '')
      if (launchOptions.ollamaHost !== null) {
        const entry = table.at(localUrl.url)
        if (entry) return setCurrent(entry.id)
      }
      await look()
    },

    async startLocal() {
      const ollama = await platform.local.find()
      if (!ollama) throw fail('ollama_not_found')
      if (ollama.how === 'service') throw fail('ollama_start_failed', { command: ollama.command })
      await platform.local.start(ollama).catch((error: unknown) => {
        throw fail('ollama_start_failed', { command: ollama.command }, { detail: problemOf(error).detail })
      })
      const url = 'url' in localUrl ? localUrl.url : platform.local.url
      return waitUntilUp(table.at(url) ?? table.put(bare('local', 'local', url)))
    },
  }
}
