import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import type { ListedTexts, PlaygroundView, SavedPlayground, SavedRun } from '#shared/contract/playground.ts'
import { fittingRuns, fittingTexts } from '#shared/domain/text-bounds.ts'
import type { Entry } from '../../../workers/files/entry.ts'
import { useQueryText } from '../run/query.ts'
import { useResults, type ClosedRun, type Result } from '../run/results.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'

// The bounds of the contract: what is beyond them would make it refuse the whole.
const OPTIONS_LENGTH = 100_000
const TIME_LENGTH = 100
const PARAM_LENGTH = 600

const savedEntries = (entries: readonly Entry[]) => entries.map(({ text, group }) => ({ text, group }))

/** The list of texts, as far as it is saved. */
export function savedTexts(entries: readonly Entry[], groups: readonly string[]): ListedTexts {
  return { entries: savedEntries(fittingTexts(entries)), groups: groups.slice(0, MAX_TEXTS) }
}

/** The runs that are saved. */
export function savedRuns(runs: readonly Pick<Result | ClosedRun, 'id' | 'hostId' | 'facts'>[]): SavedRun[] {
  return fittingRuns(runs.map(({ id, hostId, facts }) => ({ id, hostId, facts, texts: facts.texts }))).map(
    ({ id, hostId, facts }) => {
      const { model, dimensions, texts, settings, figures, missing, at } = facts
      return {
        id,
        hostId,
        model,
        dimensions,
        texts: savedEntries(texts),
        settings,
        at,
        figures: {
          ...figures,
          tokensOf: figures.tokensOf && [...figures.tokensOf],
          cut: figures.cut && [...figures.cut],
        },
        missing: missing.map(({ text, problem: { code, params, retryable } }) => ({
          text,
          problem: { code, params: shortened(params), retryable },
        })),
      }
    },
  )
}

function shortened(params: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.slice(0, PARAM_LENGTH) : value,
    ]),
  )
}

/** What is shown and typed, now. */
export function currentView(): PlaygroundView {
  const { draft, places, selection } = useTexts.getState()
  const { active, order, map, tab, beside } = useView.getState()
  const { shownId, besideId } = useResults.getState()
  const { model, second, truncate, dimensions, options, keep } = useSetup.getState()
  const indexOf = (key: string) => {
    const at = places.get(key)
    return at === undefined || at >= MAX_TEXTS ? [] : [at]
  }
  return {
    draft: draft.slice(0, MAX_TEXT_CHARACTERS),
    query: useQueryText.getState().text.slice(0, MAX_TEXT_CHARACTERS),
    active: active === null ? null : (indexOf(active)[0] ?? null),
    selection: [...selection].flatMap(indexOf),
    order,
    map,
    tab,
    beside,
    shownId,
    besideId,
    model,
    second,
    truncate,
    dimensions,
    options: options.slice(0, OPTIONS_LENGTH),
    keepAlive: keep.choice,
    keepAliveText: keep.text.slice(0, TIME_LENGTH),
  }
}

/** Fills the playground with what was saved. A model that was chosen before it opened stays chosen. */
export function openSaved({ texts, runs, view }: SavedPlayground): void {
  useTexts.setState({ groups: texts.groups, draft: view.draft })
  useTexts.getState().set(texts.entries)
  const { keys, select } = useTexts.getState()
  select(view.selection.flatMap((at) => keys[at] ?? []))
  const { order, map, tab, beside, shownId, besideId } = view
  useView.setState({
    order,
    map,
    tab,
    beside,
    active: view.active === null ? null : (keys[view.active] ?? null),
  })
  useQueryText.getState().write(view.query)
  const { model, second, truncate, dimensions, options, keepAlive: choice, keepAliveText: text } = view
  useSetup.getState().change({
    second,
    truncate,
    dimensions,
    options,
    model: useSetup.getState().model ?? model,
    keep: { choice, text },
  })
  useResults.setState({
    shownId,
    besideId,
    runs: runs.map(({ id, hostId, ...facts }) => ({ id, hostId, facts, isOpening: true })),
  })
}
