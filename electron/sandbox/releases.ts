import type { Blueprint } from './catalogue/package.ts'

/** What a new version of a model in a registry can change, each with its line of `--help`. */
export const releaseDescriptions = {
  template: 'another prompt template',
  params: 'other parameters',
  license: 'another license',
  weights: 'trained anew: other weights of the same size',
} as const

export type ReleasePart = keyof typeof releaseDescriptions

export const releaseParts = Object.keys(releaseDescriptions) as ReleasePart[]

export function isReleasePart(text: string): text is ReleasePart {
  return Object.hasOwn(releaseDescriptions, text)
}

const LICENSE = `Community License, second version

1. You may use, copy and change the model.
2. You may not use it to train other models.
3. Services with more than 700 million monthly users need a license of their own.
`

/** The next version of a model; `version` is its number, so that no two are the same. */
export function released(before: Blueprint, parts: readonly ReleasePart[], version: number): Blueprint {
  const after = { ...before }
  for (const part of parts) {
    if (part === 'template') after.template = `${before.template ?? '{{ .Prompt }}'}{{- /* version ${version} */ -}}\n`
    if (part === 'params') after.parameters = { ...before.parameters, num_ctx: 8192 * version }
    if (part === 'license') after.licenses = [`${LICENSE}\nRevision ${version}\n`]
    if (part === 'weights' && before.weights) {
      const general = { ...before.weights.general, 'general.version': `v${version}` }
      after.weights = { ...before.weights, general }
    }
  }
  return after
}
