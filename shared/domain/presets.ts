import type { ModelOptions } from '../contract/fields.ts'
import type { LoaderOptions, Preset } from '../contract/presets.ts'
import { findOfModel, type ModelKey } from './model-keys.ts'

/** How many presets are kept. */
export const MAX_PRESETS = 1_000

/** The largest number that an option takes here. The server has its own limits. */
export const MOST_OPTION = 1_000_000_000

type Saved = Pick<Preset, 'keepAlive' | 'options'>

/** What a preset without settings holds. */
export const noPreset: Omit<Preset, keyof ModelKey> = { keepAlive: null, options: {}, atStart: false }

/** The options that are given. */
export function givenOptions(options: LoaderOptions): ModelOptions {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  )
}

/** Whether a load with it differs from one without. */
export function hasSettings({ keepAlive, options }: Saved): boolean {
  return keepAlive !== null || Object.keys(givenOptions(options)).length > 0
}

/** Whether a preset says nothing, and is not kept. */
export function isEmptyPreset(preset: Omit<Preset, keyof ModelKey>): boolean {
  return !hasSettings(preset) && !preset.atStart
}

type Content = Pick<Preset, 'keepAlive' | 'options' | 'atStart'>

export function isSamePreset(a: Content = noPreset, b: Content = noPreset): boolean {
  const names = [...Object.keys(a.options), ...Object.keys(b.options)] as (keyof LoaderOptions)[]
  return (
    a.keepAlive === b.keepAlive && a.atStart === b.atStart && names.every((name) => a.options[name] === b.options[name])
  )
}

/** The presets with one more, or one changed in its place; an empty one is removed. */
export function withPreset(presets: readonly Preset[], preset: Preset): readonly Preset[] {
  const before = findOfModel(presets, preset)
  if (isEmptyPreset(preset)) return before ? presets.filter((other) => other !== before) : presets
  return before ? presets.map((other) => (other === before ? preset : other)) : [...presets, preset]
}

/** The presets with that of one model under another key, in place of one that is there, as of a model that is gone. */
export function withMovedPreset(presets: readonly Preset[], from: ModelKey, to: ModelKey): readonly Preset[] {
  const moved = findOfModel(presets, from)
  if (!moved) return presets
  const there = findOfModel(presets, to)
  return presets
    .filter((preset) => preset === moved || preset !== there)
    .map((preset) => (preset === moved ? { ...preset, host: to.host, name: to.name } : preset))
}

/** The presets with the settings of one model for its copy, too, unless that has its own. The copy is not loaded at start. */
export function withCopiedPreset(presets: readonly Preset[], from: ModelKey, to: ModelKey): readonly Preset[] {
  const source = findOfModel(presets, from)
  if (!source || findOfModel(presets, to) || presets.length >= MAX_PRESETS) return presets
  return withPreset(presets, { ...source, ...to, atStart: false })
}
