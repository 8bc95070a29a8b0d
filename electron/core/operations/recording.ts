import {
  copyCall,
  deleteCall,
  embedLegacyNothingCall,
  embedNothingCall,
  generateCall,
  type Call,
} from '#shared/ollama/calls.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Clock, Log } from '../platform.ts'
import { problemOf } from '../problem.ts'
import type { Journal } from './journal.ts'
import type { Operation, Step } from './operation.ts'

/** Writes one operation to the journal: what is about to be done before it is done, and its outcome afterwards. */
export interface Recording {
  /** Writes that the operation begins. Throws `not_saved`. */
  begin(): Promise<void>
  /** The client, each of whose requests that change the server is written before it is sent. They throw `not_saved`. */
  recorded(client: Ollama): Ollama
  /** If the outcome cannot be written, the next start finds it by comparison. */
  end(state: Operation['state'], more?: Partial<Operation>): Promise<void>
}

interface Parts {
  journal: Pick<Journal<Operation>, 'put' | 'remove'>
  clock: Clock
  log: Log
}

export function createRecording(operation: Operation, { journal, clock, log }: Parts): Recording {
  let isBegun = false
  const save = async () => {
    try {
      await journal.put(operation.id, operation)
      isBegun = true
    } catch (error) {
      // The next write to the journal would include it.
      if (!isBegun) await journal.remove([operation.id]).catch(() => undefined)
      throw error
    }
  }
  const step = async <T>(call: Call, send: () => Promise<T>): Promise<T> => {
    const taken: Step = { call, at: clock.now(), outcome: null }
    operation.steps = [...operation.steps, taken]
    try {
      await save()
    } catch (error) {
      operation.steps = operation.steps.slice(0, -1)
      throw error
    }
    const answered = (status: number) => (taken.outcome = { status, ms: clock.now() - taken.at })
    try {
      const answer = await send()
      answered(200)
      return answer
    } catch (error) {
      const { status } = problemOf(error)
      if (status !== undefined) answered(status)
      throw error
    }
  }
  return {
    begin: save,
    recorded: (client) => ({
      ...client,
      copy: (source, destination, signal) =>
        step(copyCall(source, destination), () => client.copy(source, destination, signal)),
      remove: (model, signal) => step(deleteCall(model), () => client.remove(model, signal)),
      generate: (request, signal) => step(generateCall(request), () => client.generate(request, signal)),
      // An operation embeds nothing but to load or unload a model: no text of the user is in these.
      embed: (request, signal) =>
        step(embedNothingCall(request), () => client.embed({ ...request, input: [] }, signal)),
      embedLegacy: (request, signal) =>
        step(embedLegacyNothingCall(request), () => client.embedLegacy({ ...request, prompt: '' }, signal)),
    }),
    async end(state, more = {}) {
      Object.assign(operation, { state, endedAt: state === 'unknown' ? null : clock.now(), ...more })
      // Of what was asked for at once each part is told, also one that was refused before its first request.
      if (!isBegun && (operation.partOf === null || state !== 'failed')) return
      await journal.put(operation.id, operation).catch((error: unknown) => log.error('an outcome', error))
    },
  }
}
