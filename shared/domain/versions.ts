import type { LayerKind, Manifest, ManifestLayer } from '../ollama/manifest.ts'

/** How a layer of a newer version of a model differs; `unknown` where its server does not tell what it has. */
export type LayerChange = 'same' | 'changed' | 'added' | 'removed' | 'unknown'

export interface VersionLayer {
  kind: LayerKind
  change: LayerChange
  /** `null` where there is none, as far as is known. */
  before: { digest: string | null; size: number | null } | null
  after: { digest: string; size: number } | null
}

/** What is known of an installed model. */
export interface InstalledVersion {
  /** Of its manifest, in the list of models. */
  digest: string
  /** Its manifest, where its store can be read; the rest is of other servers. */
  manifest: Manifest | null
  /** The digest of its weights, as in a manifest. */
  weights: string | null
  /** Which layers of the newer version the server has; one is missing if it does not tell. */
  present: ReadonlyMap<string, boolean>
  /** Whether another model of the server is that version: that its layers are there then tells nothing of this one. */
  isElsewhere: boolean
}

/** The layers of a newer version against those of an installed one, the config last, before those that are removed. */
export function versionLayers(installed: InstalledVersion, newer: Manifest): VersionLayer[] {
  return installed.manifest ? compared(installed.manifest, newer) : seen(installed, newer)
}

/** Layers of one kind that differ are paired in their order. */
function compared(before: Manifest, newer: Manifest): VersionLayer[] {
  const after = [...newer.layers, newer.config]
  const kept = new Set(after.map(({ digest }) => digest))
  const had = [...before.layers, before.config]
  const left = had.filter(({ digest }) => !kept.has(digest))
  const same = new Set(had.map(({ digest }) => digest))
  const rows = after.map(({ kind, digest, size }): VersionLayer => {
    const to = { digest, size }
    if (same.has(digest)) return { kind, change: 'same', before: to, after: to }
    const at = left.findIndex((layer) => layer.kind === kind)
    const [from] = at < 0 ? [] : left.splice(at, 1)
    return { kind, change: from ? 'changed' : 'added', before: from ? sideOf(from) : null, after: to }
  })
  return [
    ...rows,
    ...left.map((layer) => ({ kind: layer.kind, change: 'removed' as const, before: sideOf(layer), after: null })),
  ]
}

const sideOf = ({ digest, size }: ManifestLayer) => ({ digest, size })

const texts: ReadonlySet<LayerKind> = new Set(['template', 'system', 'params', 'messages', 'license'])

function seen({ weights, present, isElsewhere }: InstalledVersion, newer: Manifest): VersionLayer[] {
  // The config names the digests of all layers, so that no other model has it. Texts are shared by many models.
  const hasConfig = present.get(newer.config.digest) === true
  const isTold = (kind: LayerKind) => !isElsewhere && (hasConfig || !texts.has(kind))
  return [...newer.layers, newer.config].map(({ kind, digest, size }) => {
    const after = { digest, size }
    if (kind === 'weights' && weights !== null)
      return weights === digest
        ? { kind, change: 'same', before: after, after }
        : { kind, change: 'changed', before: { digest: weights, size: null }, after }
    const has = present.get(digest)
    if (has === false) return { kind, change: 'changed', before: { digest: null, size: null }, after }
    if (has === true && isTold(kind)) return { kind, change: 'same', before: after, after }
    return { kind, change: 'unknown', before: { digest: null, size: null }, after }
  })
}

export type VersionVerdict = 'current' | 'update' | 'probably_current' | 'probably_update'

/**
 * Whether an installed model is the version that a registry has.
 *
 * A pull before Ollama 0.19 wrote the manifest anew, and a push leaves out its final newline: such a model has another
 * digest and the same config and layers. A model that was created always differs in them.
 */
export function versionVerdict(installed: InstalledVersion, newer: Manifest & { digest: string }): VersionVerdict {
  if (installed.digest === newer.digest) return 'current'
  if (installed.manifest) return hasSameLayers(installed.manifest, newer) ? 'current' : 'update'
  const changes = versionLayers(installed, newer).map(({ change }) => change)
  // Another model is that version, and this one has another digest.
  if (installed.isElsewhere || changes.includes('changed')) return 'probably_update'
  return changes.includes('same') ? 'probably_current' : 'probably_update'
}

function hasSameLayers(a: Manifest, b: Manifest): boolean {
  const digests = ({ config, layers }: Manifest) => [config, ...layers].map(({ digest }) => digest).join(' ')
  return digests(a) === digests(b)
}

/** The kinds of the layers that are known to differ, each once. The config differs with any of them: it counts alone. */
export function changedKinds(layers: readonly VersionLayer[]): LayerKind[] {
  const kinds = [...new Set(layers.filter(({ change }) => isChange(change)).map(({ kind }) => kind))]
  const others = kinds.filter((kind) => kind !== 'config')
  const isUnknown = layers.some(({ change }) => change === 'unknown')
  return others.length > 0 || isUnknown ? others : kinds
}

const isChange = (change: LayerChange) => change !== 'same' && change !== 'unknown'

/** Whether layers of these kinds differ; `null` if that is not known. Without any there is nothing to differ. */
export function isChanged(layers: readonly VersionLayer[], kinds: readonly LayerKind[]): boolean | null {
  const changes = layers.filter(({ kind }) => kinds.includes(kind)).map(({ change }) => change)
  if (changes.some(isChange)) return true
  return changes.includes('unknown') ? null : false
}
