import { decode } from '../http/decode.ts'
import { answerProgress } from '../http/progress.ts'
import { Refusal } from '../http/refusal.ts'
import { exactName, storedReference } from '../names.ts'
import type { Handler, Routes } from './router.ts'

const fields = {
  model: 'string',
  name: 'string',
  stream: 'bool',
  insecure: 'bool',
  username: 'string',
  password: 'string',
} as const

const pull: Handler = async ({ faults, store, puller, generation }, exchange) => {
  const body = decode(await exchange.body(), 'PullRequest', fields)
  const text = body.model || body.name || ''
  const found = text.trim() === '' ? null : storedReference(text, generation)
  if (!found) throw new Refusal(400, 'invalid model name')
  const name = store.existing(found.name)
  await answerProgress(exchange, faults, generation, body.stream, (progress) =>
    puller.pull(name, body.insecure === true, progress),
  )
}

const push: Handler = async ({ faults, pusher, generation }, exchange) => {
  const body = decode(await exchange.body(), 'PushRequest', fields)
  const text = body.model || body.name || ''
  if (text === '') throw new Refusal(400, 'model is required')
  const name = exactName(text)
  await answerProgress(exchange, faults, generation, body.stream, (progress) =>
    pusher.push(name, body.insecure === true, progress),
  )
}

export const transfers: Routes = { 'POST /api/pull': pull, 'POST /api/push': push }
