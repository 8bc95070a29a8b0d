import { copyCalls, transferCalls } from '#shared/domain/act-calls.ts'
import { binName } from '#shared/domain/bin-names.ts'

/**
 * What updates send.
 *
 * @param keptAt when the versions that they replace are kept, in milliseconds since 1970; `null`: they are not
 */
export function updateCalls(names: readonly string[], keptAt: number | null) {
  return names.flatMap((name) => [
    ...(keptAt === null ? [] : copyCalls(name, binName('kept', name, keptAt))),
    ...transferCalls('pull', [{ model: name, insecure: false, stream: true }]),
  ])
}
