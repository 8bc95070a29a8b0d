import type { Host } from '#shared/contract/hosts.ts'
import { parseHostUrl, type HostUrl, type HostUrlFault } from '#shared/ollama/host-url.ts'
import type { Platform, StartedServer, Timer } from '../platform.ts'
import { ProblemError, fail, problem, problemOf } from '../problem.ts'
import { urlProblem } from './diagnose.ts'
import { lastLines, startFailure } from './start-failure.ts'
import type { Entry, HostPlan, HostTable } from './table.ts'

const LOOK_AGAIN = 3_000
/** While no window is visible. */
const LOOK_WHEN_IDLE = 60_000
const START_WITHIN = 30_000
const START_POLL = 300
/** How long the last check may take once the started server has ended. */
const LAST_CHECK = 1_000

const bare = (id: string, kind: HostPlan['kind'], url: string): HostPlan => ({
  id,
  kind,
  url,
  name: '',
  credentials: null,
  certificate: null,
  memory: null,
})

/** Chooses the current host at the start: from the launch options, the saved hosts, or this computer. */
export interface HostDiscovery {
  /** `preferred` are host ids to try before this computer's own, best first. */
  begin(preferred: readonly (string | null)[]): Promise<void>
  /** Puts this computer's own server into the list, unless a host with its address is there. */
  putLocal(): void
  setCurrent(hostId: string | null): void
  openSandbox(): Promise<Host>
  /** Starts the Ollama of this computer and waits until it answers; rejects at once if it ends again. */
  startLocal(): Promise<Host>
  /** While no host is current (the Welcome page), checks for a local server repeatedly and selects it once it answers. */
  look(): Promise<void>
  /** Stops `look` until it is called again. */
  stop(): void
}

/** @param localMemory what the user typed of the memory of this computer */
export function createHostDiscovery(
  platform: Platform,
  table: HostTable,
  isIdle: () => boolean,
  localMemory: () => Host['memory'],
): HostDiscovery {
  const { clock, launchOptions } = platform
  const localUrl: HostUrl =
    launchOptions.ollamaHost === null ? { url: platform.local.url } : parseHostUrl(launchOptions.ollamaHost)
  const local = (url: string): HostPlan => ({ ...bare('local', 'local', url), memory: localMemory() })
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
    if ('url' in localUrl && !table.at(localUrl.url)) table.put(local(localUrl.url))
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

  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))

  const waitUntilUp = async (entry: Entry, { ended, output }: StartedServer): Promise<Host> => {
    const until = clock.now() + START_WITHIN
    let hasEnded = false
    const end = ended.then(() => (hasEnded = true))
    for (;;) {
      // It may have ended because another Ollama has the port.
      const isLast = hasEnded
      await Promise.race([entry.health.check(), isLast ? sleep(LAST_CHECK) : end])
      if (entry.health.get().reach === 'up') return table.toHost(entry)
      if (isLast) throw new ProblemError(startFailure(output()))
      if (clock.now() >= until)
        throw fail('ollama_start_late', { seconds: START_WITHIN / 1000 }, { detail: lastLines(output()) })
      await Promise.race([sleep(START_POLL), end])
    }
  }

  const start = async (): Promise<Host> => {
    const ollama = await platform.local.find()
    if (!ollama) throw fail('ollama_not_found')
    if (ollama.how === 'service') throw fail('ollama_start_failed', { command: ollama.command })
    const started = await platform.local.start(ollama).catch((error: unknown) => {
      throw fail('ollama_start_failed', { command: ollama.command }, { detail: problemOf(error).detail })
    })
    const url = 'url' in localUrl ? localUrl.url : platform.local.url
    return waitUntilUp(table.at(url) ?? table.put(local(url)), started)
  }
  let starting: Promise<Host> | undefined

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

    startLocal() {
      // A second one would only find the port in use.
      starting ??= start().finally(() => {
        starting = undefined
      })
      return starting
    },
  }
}
