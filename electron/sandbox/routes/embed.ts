import { sleep } from '../../platform/clock.ts'
import type { Context } from '../context.ts'
import type { Generation } from '../generations.ts'
import { decode } from '../http/decode.ts'
import { float32, quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { capabilitiesOf, type Model } from '../model.ts'
import type { Runner } from '../runners.ts'
import { embed, normalize, tokenize } from '../vectors.ts'
import type { Handler, Routes } from './router.ts'
import { runnable } from './running.ts'

/** Milliseconds per text; texts are processed one after another. */
const TEXT_MS = 2
/** Every sequence has a special token at each end. */
const ENDS = 2

const common = { model: 'string', keep_alive: 'Duration', options: 'map[string]interface {}' } as const

const missing = (text: string) => new Refusal(404, `model ${quoted(text)} not found, try pulling it first`)

export function inputsOf(input: unknown): string[] {
  if (input === undefined) return []
  const texts: unknown[] = Array.isArray(input) ? input : [input]
  if (!texts.every((text): text is string => typeof text === 'string')) throw new Refusal(400, 'invalid input type')
  return Array.isArray(input) ? texts : texts.filter((text) => text !== '')
}

interface Counted {
  vector: Float32Array
  count: number
}

/** The tokens of a text; a text that is too long is truncated, or refused with `tooLong`. */
export function vectorOf(
  generation: Generation,
  model: Model,
  { context }: Runner,
  text: string,
  tooLong?: Refusal,
): Counted {
  const { refusesChatModels, endsCounted, endsCut } = generation.embed
  const { embedding, context: trained } = model.weights?.gguf.architecture ?? { embedding: 0, context: Infinity }
  const room = Math.min(context, trained) - (endsCut ? ENDS : 0)
  const all = tokenize(text)
  if (tooLong && all.length > room) throw tooLong
  if (refusesChatModels && !capabilitiesOf(model).includes('embedding'))
    throw new Refusal(501, 'This server does not support embeddings. Start it with `--embeddings`')
  const tokens = all.slice(0, Math.max(room, 0))
  if (tokens.length + ENDS > trained) throw new Refusal(500, {})
  const whole = Math.min(tokens.length + ENDS, context)
  return {
    vector: embed(tokens, embedding, model.weights?.layer.digest ?? ''),
    count: endsCounted ? whole : tokens.length,
  }
}

const embedTexts: Handler = async (context, exchange) => {
  const { clock, runners, generation } = context
  const fields = { ...common, input: 'any', truncate: 'bool', dimensions: 'int' } as const
  const body = decode(await exchange.body(), 'EmbedRequest', fields, generation.keepAlive)
  const began = clock.now()
  const { model: asked = '', truncate = true } = body
  const dimensions = generation.embed.dimensions ? (body.dimensions ?? 0) : 0
  if (asked.trim() === '') throw new Refusal(404, `model '${asked}' not found`)
  const texts = inputsOf(body.input)
  const model = runnable(context, asked, missing(asked))
  await runners.run(model, body.options ?? {}, body.keep_alive, exchange.gone, async (runner) => {
    const loaded = clock.now()
    if (texts.length === 0) return exchange.json({ model: asked, embeddings: [] })
    const tooLong = truncate ? undefined : new Refusal(400, generation.embed.tooLong)
    const counted = await inTurn(context, exchange.gone, texts, (text) =>
      vectorOf(generation, model, runner, text, tooLong),
    )
    const cut = (vector: Float32Array) =>
      dimensions > 0 && dimensions < vector.length ? normalize(vector.slice(0, dimensions)) : vector
    exchange.json({
      model: asked,
      embeddings: counted.map(({ vector }) => Array.from(cut(vector), float32)),
      total_duration: nanoseconds(clock.now() - began) + 1000,
      load_duration: nanoseconds(loaded - began),
      prompt_eval_count: counted.reduce((sum, { count }) => sum + count, 0),
    })
  })
}

// Even for a loaded model the server takes about a millisecond.
function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6) + 1_200_000
}

/** All vectors or none; yields to the event loop in between. */
async function inTurn<T>(
  { clock }: Context,
  gone: AbortSignal,
  texts: string[],
  one: (text: string) => T,
): Promise<T[]> {
  const done: T[] = []
  for (const text of texts) {
    done.push(one(text))
    await sleep(clock, TEXT_MS, gone)
  }
  return done
}

const legacy: Handler = async (context, exchange) => {
  const body = decode(
    await exchange.body(),
    'EmbeddingRequest',
    { ...common, prompt: 'string' },
    context.generation.keepAlive,
  )
  const { model: asked = '', prompt = '' } = body
  const model = runnable(context, asked, missing(asked))
  await context.runners.run(model, body.options ?? {}, body.keep_alive, exchange.gone, async (runner) => {
    if (prompt === '') return exchange.json({ embedding: [] })
    try {
      const tooLong = new Refusal(500, context.generation.embed.tooLong)
      const { vector } = vectorOf(context.generation, model, runner, prompt, tooLong)
      exchange.json({ embedding: [...vector] })
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(500, error.error) : error
    }
  })
}

export const embeddings: Routes = { 'POST /api/embed': embedTexts, 'POST /api/embeddings': legacy }
