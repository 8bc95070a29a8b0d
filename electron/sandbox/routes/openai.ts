import { displayName } from '#shared/ollama/name.ts'
import { answerTo } from '../answer.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import type { Exchange } from '../http/exchange.ts'
import { quoted } from '../http/go.ts'
import { Refusal } from '../http/refusal.ts'
import { capabilitiesOf, type Model } from '../model.ts'
import { tokenize } from '../vectors.ts'
import { inputsOf, vectorOf } from './embed.ts'
import type { Handler, Routes } from './router.ts'
import { runnable } from './running.ts'

/**
 * The part of the API that is compatible with OpenAI's which one question needs: whole answers, no streams. From Ollama's
 * documentation (`docs/api/openai-compatibility.mdx`); there are no recordings of it.
 */

/** Errors of this API are objects. */
const asOpenAi =
  (handler: Handler): Handler =>
  async (context, exchange, parameter) => {
    try {
      await handler(context, exchange, parameter)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const type = error.status === 404 ? 'not_found_error' : error.status < 500 ? 'invalid_request_error' : 'api_error'
      exchange.json({ error: { message: error.message, type, param: null, code: null } }, error.status)
    }
  }

const modelOf = (context: Context, asked: string): Model =>
  runnable(context, asked, new Refusal(404, `model '${asked}' not found`))

const common = { model: 'string', stream: 'bool' } as const

const complete = async (context: Context, exchange: Exchange): Promise<void> => {
  const fields = { ...common, messages: '[]api.Message' } as const
  const { model: asked = '', messages = [], stream = false } = decode(await exchange.body(), 'ChatRequest', fields)
  if (messages.length === 0) throw new Refusal(400, "[] is too short - 'messages'")
  if (stream) throw new Refusal(501, 'the sandbox does not stream here')
  const model = modelOf(context, asked)
  if (!capabilitiesOf(model).includes('completion')) throw new Refusal(400, `${quoted(asked)} does not support chat`)
  const prompt = messages.map(({ content = '' }) => content).join('\n')
  await context.runners.run(model, {}, undefined, exchange.gone, () => {
    const words = answerTo({ name: displayName(model.name), prompt, images: 0, seed: undefined }).text
    const [read, written] = [tokenize(prompt).length + 2, words.length]
    exchange.json({
      id: `chatcmpl-${written}`,
      object: 'chat.completion',
      created: Math.floor(context.clock.now() / 1000),
      model: asked,
      system_fingerprint: 'fp_ollama',
      choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }],
      usage: { prompt_tokens: read, completion_tokens: written, total_tokens: read + written },
    })
  })
}

const embed = async (context: Context, exchange: Exchange): Promise<void> => {
  const fields = { ...common, input: 'any' } as const
  const { model: asked = '', input } = decode(await exchange.body(), 'EmbedRequest', fields)
  const texts = inputsOf(input)
  if (texts.length === 0) throw new Refusal(400, 'invalid input')
  const model = modelOf(context, asked)
  await context.runners.run(model, {}, undefined, exchange.gone, (runner) => {
    const counted = texts.map((text) => vectorOf(context.generation, model, runner, text))
    const read = counted.reduce((sum, { count }) => sum + count, 0)
    exchange.json({
      object: 'list',
      data: counted.map(({ vector }, index) => ({ object: 'embedding', embedding: [...vector], index })),
      model: asked,
      usage: { prompt_tokens: read, total_tokens: read },
    })
  })
}

export const openai: Routes = {
  'POST /v1/chat/completions': asOpenAi(complete),
  'POST /v1/embeddings': asOpenAi(embed),
}
