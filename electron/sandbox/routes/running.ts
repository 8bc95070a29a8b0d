import { displayName } from '#shared/ollama/name.ts'
import { sleep } from '../../platform/clock.ts'
import { answerTo, type Question } from '../answer.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import type { Exchange } from '../http/exchange.ts'
import { goJson, goTime, quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { listedMemory } from '../memory/listed.ts'
import { capabilitiesOf, isCloud, type Model } from '../model.ts'
import { reference } from '../names.ts'
import { signinUrl } from './general.ts'
import { installedModel } from './library.ts'
import type { Handler, Routes } from './router.ts'
import { tokenize } from '../vectors.ts'

const SLOW_PS = 5000
/** A token takes as long as it takes to read the weights once, at this many bytes a millisecond, within bounds. */
const READ_PER_MS = 150e6
const TOKEN_MS = { least: 5, most: 40 }
/** Tokens of a prompt are processed this many times as fast. */
const PROMPT_SPEED = 20

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
  const wrong = { window: faults.has('ps-window'), mmap: faults.has('ps-mmap'), file: faults.has('ps-file') }
  const wait = faults.ms('slow-ps', SLOW_PS)
  if (wait > 0 && faults.strikes('slow-ps')) await sleep(clock, wait, exchange.gone)
  exchange.json({
    models: runners.list().map(({ model, footprint, expiresAt, context }) => {
      const { config, manifest } = model
      const { size, size_vram } = listedMemory(footprint, generation.memory, wrong)
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
        size_vram,
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
  images: number
  /** `undefined` leaves it to the model. */
  think: unknown
  keepAlive: number | undefined
  options: Record<string, unknown>
  stream: boolean
  verb: 'generate' | 'chat'
}

interface Piece {
  text?: string
  thinking?: string
}

/** The common part of generate and chat; they differ in the fields of the text. */
async function talk({ runners, clock, generation }: Context, exchange: Exchange, request: Talk): Promise<void> {
  const { model, asked, prompt, images, keepAlive, options, stream, verb } = request
  const spoken = ({ text = '', thinking }: Piece) => {
    const thought = thinking === undefined ? {} : { thinking }
    return verb === 'chat'
      ? { message: { role: 'assistant', content: text, ...thought } }
      : { response: text, ...thought }
  }
  const answer = (piece: Piece, end: object) => ({
    model: asked,
    created_at: goTime(clock.now()),
    ...spoken(piece),
    ...end,
  })
  const leastKept = generation.keepAlive.wholeSeconds ? 1000 : Number.MIN_VALUE
  if (prompt === null && keepAlive !== undefined && keepAlive < leastKept) {
    runners.expire(model)
    return exchange.json(answer({}, { done: true, done_reason: 'unload' }))
  }
  const capabilities = capabilitiesOf(model)
  if (!capabilities.includes('completion')) throw new Refusal(400, `${quoted(asked)} does not support ${verb}`)
  const canThink = capabilities.includes('thinking')
  const think = generation.thinking ? (request.think ?? canThink) : canThink
  if (think !== false && !canThink) throw new Refusal(400, `${quoted(asked)} does not support thinking`)
  const began = clock.now()
  await runners.run(model, options, keepAlive, exchange.gone, async () => {
    if (prompt === null) return exchange.json(answer({}, { done: true, done_reason: 'load' }))
    const loaded = clock.now()
    const tokenMs = clamped((model.weights?.layer.size ?? 0) / READ_PER_MS)
    const promptTokens = tokenize(prompt).length + 2
    const promptMs = (promptTokens * tokenMs) / PROMPT_SPEED
    const all = pieces({ name: displayName(model.name), prompt, images, seed: options['seed'] }, think !== false)
    const told = generation.thinking ? all : all.map(inText)
    const most = Number(options['num_predict'] ?? -1)
    const sent = most < 0 ? told : told.slice(0, most)
    await sleep(clock, promptMs, exchange.gone)
    for (const piece of sent) {
      await sleep(clock, tokenMs, exchange.gone)
      if (stream) exchange.line(goJson(answer(piece, { done: false })))
    }
    const ns = (ms: number) => Math.round(ms * 1e6) + 1
    const end = {
      done: true,
      done_reason: sent.length < told.length ? 'length' : 'stop',
      total_duration: ns(clock.now() - began),
      // Even of a loaded model it is about a millisecond.
      load_duration: ns(loaded - began + 1.2),
      prompt_eval_count: promptTokens,
      prompt_eval_duration: ns(promptMs),
      eval_count: sent.length,
      eval_duration: ns(sent.length * tokenMs),
    }
    if (!stream) return exchange.json(answer(joined(sent), end))
    exchange.line(goJson(answer({}, end)))
    exchange.end()
  })
}

function clamped(ms: number): number {
  return Math.min(Math.max(ms, TOKEN_MS.least), TOKEN_MS.most)
}

function pieces(question: Question, thinks: boolean): Piece[] {
  const { thinking, text } = answerTo(question)
  return [...(thinks ? thinking.map((piece) => ({ thinking: piece })) : []), ...text.map((piece) => ({ text: piece }))]
}

/** Before 0.9 the thinking is a part of the text. */
function inText({ text, thinking }: Piece, at: number, all: readonly Piece[]): Piece {
  if (thinking === undefined) return { text: text ?? '' }
  const isLast = all[at + 1]?.thinking === undefined
  return { text: `${at === 0 ? '<think>\n' : ''}${thinking}${isLast ? '\n</think>\n\n' : ''}` }
}

function joined(sent: readonly Piece[]): Piece {
  const thinking = sent.map((piece) => piece.thinking ?? '').join('')
  return { text: sent.map((piece) => piece.text ?? '').join(''), ...(thinking === '' ? {} : { thinking }) }
}

const common = {
  model: 'string',
  stream: 'bool',
  keep_alive: 'Duration',
  options: 'map[string]interface {}',
  think: 'any',
} as const

const generate: Handler = async (context, exchange) => {
  const body = decode(
    await exchange.body(),
    'GenerateRequest',
    { ...common, prompt: 'string', images: 'any' },
    context.generation.keepAlive,
  )
  const { model: asked = '', images } = body
  if (asked.trim() === '') throw notFound(asked)
  const model = runnable(context, asked, notFound(asked))
  await talk(context, exchange, {
    model,
    asked,
    prompt: body.prompt || null,
    images: Array.isArray(images) ? images.length : 0,
    think: body.think,
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
    images: messages.reduce((sum, { images = [] }) => sum + images.length, 0),
    think: body.think,
    keepAlive: body.keep_alive,
    options: body.options ?? {},
    stream: body.stream !== false,
    verb: 'chat',
  })
}

export const running: Routes = { 'GET /api/ps': ps, 'POST /api/generate': generate, 'POST /api/chat': chat }
