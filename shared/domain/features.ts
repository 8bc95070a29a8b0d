import type { Features } from '../contract/hosts.ts'

/** The release each feature came with (Ollama's source and release notes up to v0.33). */
const since: Record<keyof Features, string> = {
  embed: '0.3.0',
  dimensions: '0.11.11',
  psContext: '0.10.0',
  showCapabilities: '0.6.4',
  showTensors: '0.6.1',
  tagsCapabilities: '0.30.0',
}

/** What a server of this version can do; `null` is a server that did not say, taken for the newest. */
export function featuresOf(version: string | null): Features {
  const has = (feature: keyof Features) => compareVersions(version ?? '', since[feature]) >= 0
  return {
    embed: has('embed'),
    dimensions: has('dimensions'),
    psContext: has('psContext'),
    showCapabilities: has('showCapabilities'),
    showTensors: has('showTensors'),
    tagsCapabilities: has('tagsCapabilities'),
  }
}

/**
 * Negative, zero or positive as `a` is older than, equal to or newer than `b`. Only the three numbers
 * count, so that `0.33.0-rc2` equals `0.33.0`: a release candidate already has its release's features.
 * `0.0.0` is what development builds say; it and whatever cannot be read are newer than all else.
 */
export function compareVersions(a: string, b: string): number {
  const left = numbersOf(a)
  const right = numbersOf(b)
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0
    if (number !== other) return number < other ? -1 : 1
  }
  return 0
}

const newest = [Infinity, Infinity, Infinity]

function numbersOf(version: string): number[] {
  const match = /^\s*v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/i.exec(version)
  if (!match) return newest
  const numbers = [match[1], match[2], match[3]].map((digits) => Number(digits ?? 0))
  return numbers.some((number) => number > 0) ? numbers : newest
}
