import type { Loaded } from '#shared/contract/running.ts'

/** What the server lists, as far as it matters here. */
export type Listed = Pick<Loaded, 'name' | 'digest' | 'expiresAt'>

/** The last moment before an expiry in which the expiry may be what unloaded a model, in milliseconds. */
const TOLERANCE = 2_000

interface Between {
  before: readonly Listed[]
  after: readonly Listed[]
  /** The server's clock at the second answer. */
  serverNow: number
  /** The model that was being loaded between the two answers. */
  loading: string
  /** Whether Corral asked the server to unload a model since the first answer. */
  isUnloadAsked: (model: Listed) => boolean
}

/**
 * The models that the server unloaded between two answers of `ps` to make room for a load. Only those of which that
 * is certain: they had time left, nobody here unloaded them, no other name has their runner, and no other program
 * loaded a model meanwhile, for which the room may have been made.
 */
export function madeRoom({ before, after, serverNow, loading, isUnloadAsked }: Between): string[] {
  const isIn = (models: readonly Listed[], { name, digest }: Listed) =>
    models.some((one) => one.name === name || (digest !== null && one.digest === digest))
  const isOthersLoad = after.some((model) => model.name !== loading && !isIn(before, model))
  if (isOthersLoad) return []
  const hadTime = ({ expiresAt }: Listed) =>
    expiresAt === 'never' || (expiresAt !== null && expiresAt > serverNow + TOLERANCE)
  return before
    .filter((model) => model.name !== loading && !isIn(after, model) && hadTime(model) && !isUnloadAsked(model))
    .map(({ name }) => name)
}
