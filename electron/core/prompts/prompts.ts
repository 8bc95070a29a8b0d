import type { Answer, AnswerFigures, PromptEvent, Think } from '#shared/contract/prompts.ts'
import type { ModelOptions } from '#shared/contract/fields.ts'
import { MAX_ANSWERS, MAX_KEPT_CHARACTERS } from '#shared/contract/prompt-bounds.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { givenOptions } from '#shared/domain/presets.ts'
import type { ChatLine } from '#shared/ollama/chat.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import { refuseLocal } from '../library/names.ts'
import type { ChatRequest } from '../ollama/client.ts'
import type { Platform } from '../platform.ts'
import { fail, problemOf } from '../problem.ts'
import { openRecord, type RecordFile } from '../records/record.ts'
import { listedName } from '../running/own-uses.ts'
import type { PresetsService } from '../presets/presets.ts'
import type { SettingsService } from '../settings/settings.ts'
import { answersFormat, isSameModel, keptAnswers } from './answers-format.ts'
import { gather } from './gather.ts'

/** Text that arrives within this time, in milliseconds, is sent to the page together. */
const GATHER_WITHIN = 30
/** The most characters of one answer that are passed on. */
const MOST_CHARACTERS = 4_000_000
/** Bounds of a kept problem; see `savedProblemSchema`. */
const PARAM_LENGTH = 600

interface ModelRef {
  hostId: string
  model: string
}

export interface PromptInput extends ModelRef {
  prompt: string
  system: string
  options: ModelOptions
  think: Think
  images: string[]
}

export interface PromptsService {
  run(input: PromptInput, signal?: AbortSignal): AsyncGenerator<PromptEvent, void>
  answers(model: ModelRef): Promise<Answer[]>
  forget(model: ModelRef): Promise<void>
  close(): Promise<void>
}

/**
 * One prompt to one model, and the last answers of each.
 *
 * @param changed called after the kept answers of a host changed
 */
export function createPrompts(
  platform: Platform,
  hosts: HostsService,
  library: Pick<LibraryService, 'known'>,
  settings: SettingsService,
  presets: Pick<PresetsService, 'of'>,
  changed: (hostId: string) => void,
): PromptsService {
  const { clock } = platform
  let opened: Promise<RecordFile<Answer[]>> | undefined
  const record = () => (opened ??= openRecord(platform, answersFormat))
  /** Ends each run that goes on. */
  const running = new Set<() => void>()
  let saving: Promise<unknown> = Promise.resolve()

  const update = async (hostId: string, change: (answers: Answer[]) => Answer[]) => {
    await (await record()).update(change)
    changed(hostId)
  }
  const keep = (answer: Answer): void => {
    // A refusal is told by the notice of the record.
    saving = update(answer.hostId, (answers) => keptAnswers([answer, ...answers])).catch(() => undefined)
  }
  const refOf = ({ hostId, model }: ModelRef) => ({
    hostId,
    model: listedName(model),
    digest: library.known(hostId, listedName(model))?.digest ?? null,
  })

  hosts.listen((change) => {
    const { type, hostId } = change
    if (type !== 'replaced' && type !== 'removed') return
    const moved = (answers: Answer[]) =>
      type === 'removed'
        ? answers.filter((answer) => answer.hostId !== hostId)
        : answers.map((answer) => (answer.hostId === hostId ? { ...answer, hostId: change.by } : answer))
    saving = update(hostId, moved).catch(() => undefined)
  })

  return {
    async *run({ hostId, model, prompt, system, options: given, think, images }, signal) {
      refuseLocal(model)
      // With other options than those of its preset the server would load the model again.
      const preset = presets.of(hostId, model)
      const options = { ...givenOptions(preset?.options ?? {}), ...given }
      const client = hosts.client(hostId)
      const ending = new AbortController()
      const begun = clock.now()
      let text = ''
      let thinking = ''
      let firstMs: number | null = null
      let end: ChatLine | undefined
      let problem: Problem | null = null
      async function* arriving() {
        const request: ChatRequest = {
          model,
          messages: [
            ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
            { role: 'user', content: prompt, ...(images.length > 0 ? { images } : {}) },
          ],
          ...(Object.keys(options).length > 0 ? { options } : {}),
          ...(think === null ? {} : { think }),
          keep_alive: preset?.keepAlive ?? settings.get().keepAlive ?? undefined,
        }
        for await (const line of client.chat(request, ending.signal)) {
          if (line.text !== '' || line.thinking !== '') firstMs ??= clock.now() - begun
          text += line.text
          thinking += line.thinking
          if (line.done) end = line
          if (text.length + thinking.length > MOST_CHARACTERS)
            throw fail('answer_too_large', { server: client.server, bytes: MOST_CHARACTERS })
          if (line.text !== '' || line.thinking !== '') yield { text: line.text, thinking: line.thinking }
        }
      }
      const answer = (): Answer => ({
        id: platform.newId(),
        ...refOf({ hostId, model }),
        prompt,
        system,
        options,
        think,
        images: images.length,
        text: text.slice(0, MAX_KEPT_CHARACTERS),
        thinking: thinking.slice(0, MAX_KEPT_CHARACTERS),
        isCut: Math.max(text.length, thinking.length) > MAX_KEPT_CHARACTERS,
        doneReason: end?.done_reason?.slice(0, 100) ?? null,
        isStopped: end === undefined && problem === null,
        problem: problem && toSaved(problem),
        figures: figuresOf(end, firstMs, clock.now() - begun),
        at: clock.now(),
      })
      let isKept = false
      const keepOnce = () => {
        const made = answer()
        if (!isKept) keep(made)
        isKept = true
        return made
      }
      // At once, since a reader that is gone never asks for the end.
      const stop = () => {
        ending.abort()
        if (text + thinking !== '') keepOnce()
      }
      signal?.addEventListener('abort', stop)
      if (signal?.aborted) stop()
      running.add(stop)
      try {
        for await (const part of gather(arriving(), merged, clock, GATHER_WITHIN)) yield { type: 'text', ...part }
        yield { type: 'done', answer: keepOnce() }
      } catch (error) {
        if (!ending.signal.aborted) problem = problemOf(error)
        throw error
      } finally {
        signal?.removeEventListener('abort', stop)
        running.delete(stop)
        stop()
      }
    },

    async answers(model) {
      const ref = refOf(model)
      return (await record())
        .get()
        .filter((answer) => isSameModel(answer, ref))
        .slice(0, MAX_ANSWERS)
    },
    forget(model) {
      const ref = refOf(model)
      return update(model.hostId, (answers) => answers.filter((answer) => !isSameModel(answer, ref)))
    },
    async close() {
      for (const stop of running) stop()
      await saving
    },
  }
}

function merged(before: { text: string; thinking: string }, part: typeof before): typeof before {
  return { text: before.text + part.text, thinking: before.thinking + part.thinking }
}

function figuresOf(end: ChatLine | undefined, firstMs: number | null, elapsedMs: number): AnswerFigures {
  return {
    loadNs: end?.load_duration ?? null,
    promptTokens: end?.prompt_eval_count ?? null,
    promptNs: end?.prompt_eval_duration ?? null,
    answerTokens: end?.eval_count ?? null,
    answerNs: end?.eval_duration ?? null,
    totalNs: end?.total_duration ?? null,
    // The clock of the computer may have been set back meanwhile.
    firstMs: firstMs === null || firstMs < 0 ? null : firstMs,
    elapsedMs: elapsedMs < 0 ? null : elapsedMs,
  }
}

/** Without the server's own words, which may quote the prompt. */
function toSaved({ code, params, retryable }: Problem): Answer['problem'] {
  const short = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, PARAM_LENGTH) : value,
  ])
  return { code, params: Object.fromEntries(short) as Problem['params'], retryable }
}
