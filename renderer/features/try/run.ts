import { create } from 'zustand'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Answer } from '#shared/contract/prompts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { pageText, pageWork } from '../../app/page-work.ts'
import { problemOf } from '../../host/index.ts'
import { useForm } from './form.ts'

export type PromptInput = Parameters<CorralClient['prompts']['run']>[0]

/** An answer as it is shown. */
export interface ShownAnswer {
  model: string
  /** `queued`: the model before is still answering. `waiting`: nothing has arrived yet. */
  state: 'queued' | 'waiting' | 'answering' | 'done' | 'stopped' | 'failed'
  /** Milliseconds since 1970; 0 before it began. */
  startedAt: number
  text: string
  thinking: string
  problem: Problem | null
  /** Once it ended. */
  answer: Answer | null
}

interface Answers {
  shown: readonly ShownAnswer[]
  isRunning: boolean
}

export const useAnswers = create<Answers>(() => ({ shown: [], isRunning: false }))

let current: AbortController | undefined
let sent = ''
// A prompt that was sent is kept with its answer.
pageText(() => {
  const { prompt } = useForm.getState()
  return prompt.trim() !== '' && prompt !== sent
})

/** Ends the server's work; what has arrived stays. */
export function stopAnswers(): void {
  current?.abort()
  current = undefined
  useAnswers.setState(({ shown }) => ({
    isRunning: false,
    shown: shown
      .filter(({ state }) => state !== 'queued')
      .map((one) => (one.state === 'waiting' || one.state === 'answering' ? { ...one, state: 'stopped' } : one)),
  }))
}

export function showAnswers(shown: readonly ShownAnswer[]): void {
  stopAnswers()
  useAnswers.setState({ shown })
}

/** An answer that was kept. */
export function keptAnswer(answer: Answer): ShownAnswer {
  const { model, text, thinking, isStopped, problem } = answer
  const state = isStopped ? 'stopped' : problem === null ? 'done' : 'failed'
  return { model, state, startedAt: 0, text, thinking, problem, answer }
}

/** Sends each prompt when the answer before has ended, so that no model slows another down. */
export function sendPrompts(client: CorralClient, inputs: readonly PromptInput[]): Promise<void> {
  sent = inputs[0]?.prompt ?? ''
  return pageWork(answerAll(client, inputs))
}

async function answerAll(client: CorralClient, inputs: readonly PromptInput[]): Promise<void> {
  stopAnswers()
  const controller = new AbortController()
  current = controller
  const blank = { state: 'queued', startedAt: 0, text: '', thinking: '', problem: null, answer: null } as const
  useAnswers.setState({ isRunning: true, shown: inputs.map(({ model }) => ({ ...blank, model })) })
  for (const [at, input] of inputs.entries()) {
    await answerOne(client, input, controller, (part) => {
      if (current !== controller) return
      useAnswers.setState(({ shown }) => ({
        shown: shown.map((one, index) => (index === at ? { ...one, ...part(one) } : one)),
      }))
    })
    if (current !== controller) return
  }
  stopAnswers()
}

async function answerOne(
  client: CorralClient,
  input: PromptInput,
  { signal }: AbortController,
  change: (part: (before: ShownAnswer) => Partial<ShownAnswer>) => void,
): Promise<void> {
  change(() => ({ state: 'waiting', startedAt: Date.now() }))
  try {
    for await (const event of await client.prompts.run(input, { signal }))
      if (event.type === 'text')
        change(({ text, thinking }) => ({
          state: 'answering',
          text: text + event.text,
          thinking: thinking + event.thinking,
        }))
      else change(() => ({ state: 'done', answer: event.answer }))
  } catch (error) {
    change(() => ({ state: 'failed', problem: problemOf(error) }))
  }
}
