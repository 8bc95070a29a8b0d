import { sleep } from '../../platform/clock.ts'
import type { Context } from '../context.ts'
import { decode } from '../http/decode.ts'
import { answerProgress, type Progress } from '../http/progress.ts'
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

const SLOW_START = 30_000

/** Headers are sent with the first line, so a client waits for both. */
async function slowStart({ clock, faults }: Context, { gone }: Progress): Promise<void> {
  const wait = faults.ms('slow-start', SLOW_START)
  if (wait > 0 && faults.strikes('slow-start')) await sleep(clock, wait, gone)
}

const pull: Handler = async (context, exchange) => {
  const { faults, store, puller, generation } = context
  const body = decode(await exchange.body(), 'PullRequest', fields)
  const text = body.model || body.name || ''
  const found = text.trim() === '' ? null : storedReference(text, generation)
  if (!found) throw new Refusal(400, 'invalid model name')
  const name = store.existing(found.name)
  await answerProgress(exchange, faults, generation, body.stream, async (progress) => {
    await slowStart(context, progress)
    await puller.pull(name, body.insecure === true, progress)
  })
}

const push: Handler = async (context, exchange) => {
  const { faults, pusher, generation } = context
  const body = decode(await exchange.body(), 'PushRequest', fields)
  const text = body.model || body.name || ''
  if (text === '') throw new Refusal(400, 'model is required')
  const name = exactName(text)
  await answerProgress(exchange, faults, generation, body.stream, async (progress) => {
    await slowStart(context, progress)
    await pusher.push(name, body.insecure === true, context.account, progress)
  })
}

export const transfers: Routes = { 'POST /api/pull': pull, 'POST /api/push': push }
