import {
  copyCall,
  deleteCall,
  embedNothingCall,
  embedLegacyNothingCall,
  generateCall,
  transferCall,
  type Call,
  type LoadRequest,
  type TransferRequest,
} from '../ollama/calls.ts'
import { binName } from './bin-names.ts'

/**
 * The requests that an act sends to change what a server has, in their order, to be shown before it. Lists are read
 * before and between them; a request that is refused ends the act. Names are as the server lists them.
 */

/** The name that a change of letter case goes through ends with a random ID. */
export const RENAME_NAMESPACE = 'corral-rename'

const move = (from: string, to: string): Call[] => [copyCall(from, to), deleteCall(from)]

/** @param replaced when the model that has the destination is moved to the bin; `null` if none has it or it is not kept */
export function copyCalls(source: string, destination: string, replaced: { at: number } | null = null): Call[] {
  const kept = replaced ? [copyCall(destination, binName('deleted', destination, replaced.at))] : []
  return [...kept, copyCall(source, destination)]
}

export function renameCalls(from: string, to: string): Call[] {
  if (from.toLowerCase() !== to.toLowerCase()) return move(from, to)
  const third = `${RENAME_NAMESPACE}/…:1`
  return [...move(from, third), ...move(third, to)]
}

/** @param at when it is moved to the bin, in milliseconds since 1970; `null`: it is deleted for good */
export function removeCalls(names: readonly string[], at: number | null): Call[] {
  return names.flatMap((name) => (at === null ? [deleteCall(name)] : move(name, binName('deleted', name, at))))
}

export function restoreCalls(bin: string, name: string): Call[] {
  return move(bin, name)
}

/** @param embeds what loads a model that does not generate; `null` for one that does */
export function loadCalls(request: LoadRequest, embeds: 'embed' | 'legacy' | null): Call[] {
  if (embeds === null) return [generateCall(request)]
  return [embeds === 'legacy' ? embedLegacyNothingCall(request) : embedNothingCall(request)]
}

export function unloadCalls(names: readonly string[]): Call[] {
  return names.map((model) => generateCall({ model, keep_alive: 0 }))
}

export function transferCalls(kind: 'pull' | 'push', requests: readonly TransferRequest[]): Call[] {
  return requests.map((request) => transferCall(kind, request))
}
