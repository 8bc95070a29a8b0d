import type { LoaderOptions, Preset } from '#shared/contract/presets.ts'
import type { ModelKey } from '#shared/domain/model-keys.ts'
import { givenOptions, hasSettings, noPreset } from '#shared/domain/presets.ts'
import { keepAliveDraftOf, keepAliveOf, noKeepAlive, type KeepAliveDraft } from './keep-alive-draft.ts'

/** How the user wants a model loaded, and what of it is kept. */
export interface LoadDraft {
  keep: KeepAliveDraft
  options: LoaderOptions
  /** Whether every load by Corral is to be like this. */
  isKept: boolean
  atStart: boolean
}

export const noDraft: LoadDraft = { keep: noKeepAlive, options: {}, isKept: false, atStart: false }

export function draftOf(preset: Preset | undefined): LoadDraft {
  if (!preset) return noDraft
  const { keepAlive, options, atStart } = preset
  return { keep: keepAliveDraftOf(keepAlive), options, isKept: hasSettings(preset), atStart }
}

/** What is to be kept of a draft; `undefined` while its keep-alive is none that Ollama takes. */
export function presetOf(of: ModelKey, { keep, options, isKept, atStart }: LoadDraft): Preset | undefined {
  const keepAlive = keepAliveOf(keep)
  if (keepAlive === undefined) return undefined
  return { ...of, ...noPreset, ...(isKept ? { keepAlive, options: givenOptions(options) } : {}), atStart }
}
