import { create } from 'zustand'
import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Answer, Think } from '#shared/contract/prompts.ts'
import type { PromptImage } from './images.ts'

/** `own` leaves it to the model. */
export const thinkChoices = ['own', 'on', 'off', 'low', 'medium', 'high'] as const
export type ThinkChoice = (typeof thinkChoices)[number]

/** `null` leaves an option to the model. */
export interface PromptForm {
  prompt: string
  system: string
  temperature: number | null
  context: number | null
  most: number | null
  seed: number | null
  think: ThinkChoice
  images: readonly PromptImage[]
  /** The model beside, if any. */
  second: string | null
}

const empty: PromptForm = {
  prompt: '',
  system: '',
  temperature: null,
  context: null,
  most: null,
  seed: null,
  think: 'own',
  images: [],
  second: null,
}

/** What was entered; it stays while the page is open, so that a closed dialog loses nothing. */
export const useForm = create<PromptForm & { change: (part: Partial<PromptForm>) => void }>((set) => ({
  ...empty,
  change: (part) => set(part),
}))

const optionNames = { temperature: 'temperature', context: 'num_ctx', most: 'num_predict', seed: 'seed' } as const
type OptionField = keyof typeof optionNames
const optionFields = Object.keys(optionNames) as OptionField[]

export function optionsOf(form: Pick<PromptForm, OptionField>): ModelOptions {
  const set = optionFields.flatMap((field) => {
    const value = form[field]
    return value === null ? [] : [[optionNames[field], value] as const]
  })
  return Object.fromEntries(set)
}

export function thinkOf(choice: ThinkChoice): Think {
  if (choice === 'own') return null
  return choice === 'on' || choice === 'off' ? choice === 'on' : choice
}

/** The form as it was for an answer that is kept. Images are not. */
export function formOf({ prompt, system, options, think }: Answer): Partial<PromptForm> {
  const values = optionFields.map((field) => {
    const value = options[optionNames[field]]
    return [field, typeof value === 'number' ? value : null] as const
  })
  return {
    prompt,
    system,
    think: think === null ? 'own' : typeof think === 'boolean' ? (think ? 'on' : 'off') : think,
    images: [],
    ...Object.fromEntries(values),
  }
}
