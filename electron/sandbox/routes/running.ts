import { displayName } from '#shared/ollama/name.ts'
import { sleep } from '../../platform/clock.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import type { Exchange } from '../http/exchange.ts'
import { goJson, goTime, quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { capabilitiesOf, isCloud, type Model } from '../model.ts'
import { reference } from '../names.ts'
import { signinUrl } from './general.ts'
import { installedModel } from './library.ts'
import type { Handler, Routes } from './router.ts'
import { tokenize } from '../vectors.ts'

const SLOW_PS = 5000
/** Milliseconds per word of the fixed answer. */
const WORD_MS = 30

/** The model of a name, if it can run here; throws `missing` if it is not installed. */
export function runnable(context: Context, text: string, missing: Refusal): Model {
  const found = reference(text, context.generation)
  if (!found) throw new Refusal(400, 'invalid model name')
  if (found.source === 'cloud') throw new Refusal(401, 'unauthorized', signinUrl)
  const model = installedModel(context, found.name)
  if (!model || (isCloud(model) && found.source === 'local')) throw missing
  if (isCloud(model)) throw new Refusal(401, 'unauthorized', signinUrl)
  return model
}

const ps: Handler = async ({ clock, faults, runners, generation }, exchange) => {
  const wait = faults.ms('slow-ps', SLOW_PS)
  if (wait > 0 && faults.strikes('slow-ps')) await sleep(clock, wait, exchange.gone)
  exchange.json({
    models: runners.list().map(({ model, size, vram, expiresAt, context }) => {
      const { config, manifest } = model
      const name = displayName(model.name)
      return {
        name,
        model: name,
        size,
        digest: manifest.digest,
        details: {
          parent_model: '',
          format: config.model_format,
          family: config.model_family,
          families: config.model_families,
          parameter_size: config.model_type,
          quantization_level: config.file_type,
        },
        expires_at: goTime(expiresAt),
        size_vram: vram,
        ...(generation.ps.contextLength && { context_length: context }),
      }
    }),
  })
}

const notFound = (text: string) => new Refusal(404, `model '${text}' not found`)

interface Talk {
  model: Model
  /** The name in the request. */
  asked: string
  /** `null` only loads the model or sets its keep_alive. */
  prompt: string | null
  keepAlive: number | undefined
  options: Record<string, unknown>
  stream: boolean
  verb: 'generate' | 'chat'
}

/** The common part of generate and chat; they differ in the field of the text. */
async function talk({ runners, clock, generation }: Context, exchange: Exchange, request: Talk): Promise<void> {
  const { model, asked, prompt, keepAlive, options, stream, verb } = request
  const spoken = (text: string) =>
    verb === 'chat' ? { message: { role: 'assistant', content: text } } : { response: text }
  const answer = (text: string, end: object) => ({
    model: asked,
    created_at: goTime(clock.now()),
    ...spoken(text),
    ...end,
  })
  const leastKept = generation.keepAlive.wholeSeconds ? 1000 : Number.MIN_VALUE
  if (prompt === null && keepAlive !== undefined && keepAlive < leastKept) {
    runners.expire(model)
    return exchange.json(answer('', { done: true, done_reason: 'unload' }))
  }
  if (!capabilitiesOf(model).includes('completion')) throw new Refusal(400, `${quoted(asked)} does not support ${verb}`)
  const began = clock.now()
  await runners.run(model, options, keepAlive, exchange.gone, async () => {
    if (prompt === null) return exchange.json(answer('', { done: true, done_reason: 'load' }))
    const loaded = clock.now()
    const words = canned(displayName(model.name), prompt)
    for (const word of words) {
      await sleep(clock, WORD_MS, exchange.gone)
      if (stream) exchange.line(goJson(answer(word, { done: false })))
    }
    const ns = (ms: number) => Math.round(ms * 1e6) + 1
    const end = {
      done: true,
      done_reason: 'stop',
      total_duration: ns(clock.now() - began),
      load_duration: ns(loaded - began),
      prompt_eval_count: tokenize(prompt).length + 2,
      prompt_eval_duration: ns(WORD_MS),
      eval_count: words.length,
      eval_duration: ns(words.length * WORD_MS),
    }
    if (!stream) return exchange.json(answer(words.join(''), end))
    exchange.line(goJson(answer('', end)))
    exchange.end()
  })
}

function canned(name: string, prompt: string): string[] {
  const text = `This is a sandbox: ${name} is not here, only its numbers are. You sent ${prompt.length} characters.`
  return text.match(/\s*\S+/g) ?? []
}

const common = { model: 'string', stream: 'bool', keep_alive: 'Duration', options: 'map[string]interface {}' } as const

const generate: Handler = async (context, exchange) => {
  const body = decode(
    await exchange.body(),
    'GenerateRequest',
    { ...common, prompt: 'string' },
    context.generation.keepAlive,
  )
  const { model: asked = '' } = body
  if (asked.trim() === '') throw notFound(asked)
  const model = runnable(context, asked, notFound(asked))
  await talk(context, exchange, {
    model,
    asked,
    prompt: body.prompt || null,
    keepAlive: body.keep_alive,
    options: body.options ?? {},
    stream: body.stream !== false,
    verb: 'generate',
  })
}

const chat: Handler = async (context, exchange) => {
  const body = decode(
    await exchange.body(),
    'ChatRequest',
    { ...common, messages: '[]api.Message' },
    context.generation.keepAlive,
  )
  const { model: asked = '', messages = [] } = body
  const model = runnable(context, asked, notFound(asked))
  await talk(context, exchange, {
    model,
    asked,
    prompt: messages.length === 0 ? null : messages.map(({ content = '' }) => content).join('\n'),
    keepAlive: body.keep_alive,
    options: body.options ?? {},
    stream: body.stream !== false,
    verb: 'chat',
  })
}

export const running: Routes = { 'GET /api/ps': ps, 'POST /api/generate': generate, 'POST /api/chat': chat }
