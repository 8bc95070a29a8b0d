import type { Change } from '#shared/contract/system.ts'
import { createDesktop } from './desktop.ts'
import { createEmbeddings } from './embeddings/embeddings.ts'
import { openHosts } from './hosts/hosts.ts'
import { createLibrary } from './library/library.ts'
import { openLibraryView } from './library/view.ts'
import type { Machine } from './machine.ts'
import { createRedactor, redactedLog } from './redact.ts'
import { createRouter } from './router.ts'
import { createOwnUses } from './running/own-uses.ts'
import { createRunning } from './running/running.ts'
import { openSettings } from './settings/settings.ts'
import { createSystem } from './system.ts'
import { createTopic } from './topic.ts'
import { openTransfers } from './transfers/transfers.ts'

export type App = Awaited<ReturnType<typeof openApp>>

/** The application: all services over one machine, and the router both doors serve. */
export async function openApp(given: Machine, { checkOutputs = false } = {}) {
  const redactor = createRedactor()
  const machine: Machine = { ...given, log: redactedLog(given.log, redactor) }
  const changes = createTopic<Change>()
  const settings = await openSettings(machine, () => changes.publish('settings', { type: 'settings' }))
  const hosts = await openHosts(machine, redactor)
  const modelsChanged = (hostId: string) => changes.publish(`models ${hostId}`, { type: 'models', hostId })
  const library = createLibrary(machine, hosts, modelsChanged)
  const libraryView = await openLibraryView(machine)
  const transfers = await openTransfers(machine, hosts, library, modelsChanged)
  const uses = createOwnUses(machine.clock)
  const running = createRunning(machine, uses.noted(hosts), library, settings, uses)
  const embeddings = createEmbeddings(machine, uses.noted(hosts), settings)
  const desktop = createDesktop()
  const system = createSystem(machine, () => [
    ...settings.notices,
    ...hosts.notices,
    ...libraryView.notices,
    ...transfers.notices,
  ])
  const services = {
    hosts,
    library,
    libraryView,
    transfers,
    running,
    embeddings,
    settings,
    changes,
    desktop,
    system,
    redactor,
    log: machine.log,
    checkOutputs,
  }

  return {
    ...services,
    router: createRouter(services),
    /** Finds the server to begin with; the doors are open meanwhile. */
    begin: () => hosts.begin(),
    /** While the machine sleeps nothing is asked of any server. */
    pause(paused: boolean) {
      hosts.pause(paused)
      running.pause(paused)
      if (!paused) transfers.hurry()
    },
    /** While nobody looks, as when the window is hidden, servers are asked less often. */
    rest(resting: boolean) {
      hosts.rest(resting)
      running.rest(resting)
    },
    async close() {
      running.close()
      await Promise.all([hosts.close(), transfers.close()])
    },
  }
}
