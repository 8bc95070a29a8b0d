import { expect, test } from 'vitest'
import type { Answer } from '#shared/contract/prompts.ts'
import { formOf, optionsOf, thinkOf, thinkChoices } from './form.ts'

const options = { temperature: 0, num_ctx: 8192, num_predict: -1, seed: 7 }

test('an answer that is kept brings back the form it was made with', () => {
  for (const choice of thinkChoices) {
    const kept = { prompt: 'Hello', system: 'Be brief', options, think: thinkOf(choice) } as unknown as Answer
    const form = formOf(kept)
    expect(form).toMatchObject({ prompt: 'Hello', system: 'Be brief', temperature: 0, think: choice, images: [] })
    expect(optionsOf(form as Parameters<typeof optionsOf>[0])).toEqual(options)
  }
})

test('what is left to the model is not sent', () => {
  expect(optionsOf({ temperature: null, context: null, most: null, seed: 1 })).toEqual({ seed: 1 })
})
