/**
 * Builds of models, as far as the list of a server tells them: models of different builds share no data.
 */

export interface Stored {
  name: string
  /** Of the manifest; `null` if not reported. */
  digest: string | null
  /** Sum of its layers, in bytes; `null` if not reported. */
  size: number | null
  /** Not `null` for a stub of a model that runs elsewhere. */
  cloud: unknown
  /** Empty if not reported. */
  details: { format: string; family: string; parameterSize: string; quantization: string }
}

/** The identity of a manifest. Two models of unknown digest are two manifests. */
export const manifestOf = ({ digest, name }: Pick<Stored, 'digest' | 'name'>) => digest ?? `/${name}`

/** Read by Ollama from the weights, so models of different builds share none. */
const buildOf = ({ details: { format, family, parameterSize, quantization } }: Stored) => [
  format,
  family,
  parameterSize,
  quantization,
]

export const isPartlyKnown = (model: Stored) => buildOf(model).includes('')

const mayBeOfOneBuild = (one: Stored, other: Stored) => {
  const parts = buildOf(other)
  return buildOf(one).every((part, at) => part === '' || parts[at] === '' || part === parts[at])
}

interface Build<M> {
  build: readonly M[]
  /** The models that may be of this build, including itself; the same list if the whole build is known. */
  kin: readonly M[]
}

export const buildsOf = <M extends Stored>(models: readonly M[]) => groupBy(models, buildKey).values()

/** Kept by model: lists of thousands are grouped with each key typed into the filter. */
const buildKeys = new WeakMap<Stored, string>()

export function buildKey(model: Stored): string {
  const key = buildKeys.get(model) ?? buildOf(model).join('\n')
  buildKeys.set(model, key)
  return key
}

/** The builds that may have another manifest. */
export function sameBuilds<M extends Stored>(models: readonly M[]): Build<M>[] {
  const builds = [...buildsOf(models.filter(({ cloud }) => cloud === null))]
  return builds
    .map((build) => ({
      build,
      kin: build.slice(0, 1).some(isPartlyKnown)
        ? builds.filter(([other]) => other && build[0] && mayBeOfOneBuild(build[0], other)).flat()
        : build,
    }))
    .filter(({ kin }) => kin.some((other) => kin[0] && manifestOf(other) !== manifestOf(kin[0])))
}

export function groupBy<M>(models: readonly M[], keyOf: (model: M) => string): Map<string, M[]> {
  const groups = new Map<string, M[]>()
  for (const model of models) {
    const key = keyOf(model)
    const group = groups.get(key)
    if (group) group.push(model)
    else groups.set(key, [model])
  }
  return groups
}
