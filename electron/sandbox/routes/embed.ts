import { sleep } from '../clock.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import { float32, quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { capabilitiesOf, type Model } from '../model.ts'
import type { Runner } from '../runners.ts'
import { embed, normalize, tokenize } from '../vectors.ts'
import type { Handler, Routes } from './router.ts'
import { runnable } from './running.ts'

/** Milliseconds a text takes; one after another. */
const TEXT_MS = 2
/** Every sequence has one token more at each end. */
const ENDS = 2

const common = { model: 'string', keep_alive: 'Duration', options: 'map[string]interface {}' } as const

const missing = (text: string) => new Refusal(404, `model ${quoted(text)} not found, try pulling it first`)

function inputsOf(input: unknown): string[] {
  if (input === undefined) return []
  const texts: unknown[] = Array.isArray(input) ? input : [input]
  if (!texts.every((text): text is string => typeof text === 'string')) throw new Refusal(400, 'invalid input type')
  return Array.isArray(input) ? texts : texts.filter((text) => text !== '')
}

interface Counted {
  vector: Float32Array
  count: number
}

function vectorOf(model: Model, { context }: Runner, text: string, truncate: boolean, tooLong: Refusal): Counted {
  const all = tokenize(text)
  if (!truncate && all.length + ENDS > context) throw tooLong
  if (!capabilitiesOf(model).includes('embedding'))
    throw new Refusal(501, 'This server does not support embeddings. Start it with `--embeddings`')
  const tokens = all.slice(0, Math.max(context - ENDS, 0))
  const { embedding } = model.weights?.gguf.architecture ?? { embedding: 0 }
  return {
    vector: embed(tokens, embedding, model.weights?.layer.digest ?? ''),
    count: Math.min(tokens.length + ENDS, context),
  }
}

const embedTexts: Handler = async (context, exchange) => {
  const { clock, runners } = context
  const body = decode(await exchange.body(), 'EmbedRequest', {
    ...common,
    input: 'any',
    truncate: 'bool',
    dimensions: 'int',
  })
  const began = clock.now()
  const { model: asked = '', dimensions = 0, truncate = true } = body
  if (asked.trim() === '') throw new Refusal(404, `model '${asked}' not found`)
  const texts = inputsOf(body.input)
  const model = runnable(context, asked, missing(asked))
  await runners.run(model, body.options ?? {}, body.keep_alive, exchange.gone, async (runner) => {
    const loaded = clock.now()
    if (texts.length === 0) return exchange.json({ model: asked, embeddings: [] })
    const tooLong = new Refusal(400, 'the input length exceeds the context length')
    const counted = await inTurn(context, exchange.gone, texts, (text) =>
      vectorOf(model, runner, text, truncate, tooLong),
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

// Even a loaded model takes about a millisecond to be found.
function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6) + 1_200_000
}

/** All or nothing, and the event loop goes on in between. */
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
  const body = decode(await exchange.body(), 'EmbeddingRequest', { ...common, prompt: 'string' })
  const { model: asked = '', prompt = '' } = body
  const model = runnable(context, asked, missing(asked))
  await context.runners.run(model, body.options ?? {}, body.keep_alive, exchange.gone, async (runner) => {
    if (prompt === '') return exchange.json({ embedding: [] })
    try {
      const tooLong = new Refusal(500, 'the input length exceeds the context length')
      const { vector } = vectorOf(model, runner, prompt, false, tooLong)
      exchange.json({ embedding: [...vector] })
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(500, error.message) : error
    }
  })
}

export const embeddings: Routes = { 'POST /api/embed': embedTexts, 'POST /api/embeddings': legacy }
