import type { LayerKind } from '#shared/ollama/manifest.ts'

/**
 * What an update is about, in a few words: new `weights`, with or without another license, `only` layers of other
 * kinds, or `some` of these as far as is known.
 */
export type Headline =
  | { about: 'weights'; license: boolean }
  | { about: 'only' | 'some'; kinds: readonly LayerKind[] }
  | { about: 'unknown' }

/**
 * @param changes the kinds of the layers that differ
 * @param isKnown whether these are all
 */
export function headlineOf(changes: readonly LayerKind[], isKnown: boolean): Headline {
  if (changes.includes('weights') || changes.includes('tensor'))
    return { about: 'weights', license: changes.includes('license') }
  if (changes.length === 0) return { about: 'unknown' }
  // The config names the other layers, so that it changes with each of them.
  const kinds = changes.filter((kind) => kind !== 'config')
  return { about: isKnown ? 'only' : 'some', kinds: kinds.length > 0 ? kinds : changes }
}
