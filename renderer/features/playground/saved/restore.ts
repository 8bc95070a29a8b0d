import type { CorralClient } from '#shared/contract/index.ts'
import { problemOf } from '../../../host/index.ts'
import { computeResult } from '../run/compute-client.ts'
import { useQueryText } from '../run/query.ts'
import { isOpen, openClosed, releaseWith, useResults } from '../run/results.ts'
import { readVectors } from '../run/run.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'
import { currentView, openSaved, savedRuns, savedTexts } from './saved.ts'

/** Milliseconds from a change until it is sent to the core, together with those that follow meanwhile. */
const SEND_AFTER = 100
/** Milliseconds until it is sent again where the core could not be reached. */
const SEND_AGAIN_AFTER = 3000

let isOpened = false

/** Opens the playground as it was saved, and saves every change from then on. Does so once, however often it is called. */
export async function restore(client: CorralClient): Promise<true> {
  const saved = await client.playground.get()
  if (isOpened) return true
  isOpened = true
  openSaved(saved)
  releaseWith((runId) => {
    client.embeddings.release({ runId }).catch(() => {
      // They go when newer runs need the memory.
    })
  })
  saveChanges(client)
  void openRuns(client)
  return true
}

/** Reads the vectors that the core still has, those of the shown results first. */
async function openRuns(client: CorralClient): Promise<void> {
  const { runs, shownId, besideId } = useResults.getState()
  const rank = ({ id }: { id: string }) => (id === shownId ? 0 : id === besideId ? 1 : 2)
  for (const { id, facts } of [...runs].sort((a, b) => rank(a) - rank(b))) {
    const shape = { id, count: facts.texts.length, dimensions: facts.dimensions }
    try {
      await readVectors(client, shape)
      openClosed(id, await computeResult(id, shape.count, shape.dimensions))
    } catch {
      openClosed(id, null)
    }
  }
  const now = useResults.getState()
  const open = now.runs.filter(isOpen)
  if (open.some(({ id }) => id === now.shownId)) {
    if (!open.some(({ id }) => id === now.besideId)) now.setBeside(null)
  } else useResults.setState({ shownId: open[0]?.id ?? null, besideId: null })
}

/** Sends each part that changed: soon after a change, and at once when the page is hidden or closed. */
function saveChanges(client: CorralClient): void {
  const look = () => {
    const { entries, groups } = useTexts.getState()
    return { entries, groups, runs: useResults.getState().runs, view: currentView() }
  }
  let sent = look()
  let timer: number | undefined
  const later = (ms: number) => {
    timer ??= window.setTimeout(() => void send(), ms)
  }
  const send = async () => {
    window.clearTimeout(timer)
    timer = undefined
    const before = sent
    const now = look()
    const hasTexts = now.entries !== before.entries || now.groups !== before.groups
    const hasRuns =
      now.runs.length !== before.runs.length || now.runs.some(({ facts }, at) => facts !== before.runs[at]?.facts)
    const hasView = JSON.stringify(now.view) !== JSON.stringify(before.view)
    if (!hasTexts && !hasRuns && !hasView) return
    sent = now
    try {
      await client.playground.save({
        ...(hasTexts ? { texts: savedTexts(now.entries, now.groups) } : {}),
        ...(hasRuns ? { runs: savedRuns(now.runs) } : {}),
        ...(hasView ? { view: now.view } : {}),
      })
    } catch (error) {
      sent = before
      if (problemOf(error).retryable) later(SEND_AGAIN_AFTER)
    }
  }
  const changed = () => later(SEND_AFTER)
  useTexts.subscribe(changed)
  useSetup.subscribe(changed)
  useResults.subscribe(changed)
  useQueryText.subscribe(changed)
  useView.subscribe((view, before) => {
    if (view.hovered === before.hovered) changed()
  })
  window.addEventListener('pagehide', () => void send())
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void send()
  })
}
