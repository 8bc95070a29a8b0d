import { create, type CreateRequest } from '../create.ts'
import { decode } from '../http/decode.ts'
import { answerProgress } from '../http/progress.ts'
import { Refusal } from '../http/refusal.ts'
import { exactName } from '../names.ts'
import type { Handler, Routes } from './router.ts'

/** Go's `fs.ValidPath`. */
function validPath(path: string): boolean {
  return path === '.' || path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function checkFiles(files: Record<string, string> | undefined): void {
  for (const [path, digest] of Object.entries(files ?? {})) {
    if (!validPath(path)) throw new Refusal(400, 'file path must be relative')
    if (digest === '') throw new Refusal(400, 'invalid digest format')
  }
}

const createModel: Handler = async (context, exchange) => {
  const body = decode(await exchange.body(), 'CreateRequest', {
    model: 'string',
    name: 'string',
    stream: 'bool',
    from: 'string',
    files: 'map[string]string',
    adapters: 'map[string]string',
    quantize: 'string',
    quantization: 'string',
    template: 'string',
    system: 'string',
    license: 'any',
    parameters: 'map[string]interface {}',
    messages: '[]api.Message',
    renderer: 'string',
    parser: 'string',
    requires: 'string',
    remote_host: 'string',
    info: 'map[string]interface {}',
  }) satisfies CreateRequest
  checkFiles(body.files)
  if (Object.values(body.adapters ?? {}).includes('')) throw new Refusal(400, 'invalid digest format')
  const name = exactName(body.model || body.name || '')
  if (!name) throw new Refusal(400, 'invalid model name')
  await answerProgress(exchange, context.faults, context.generation, body.stream, (progress) =>
    create(context, name, body, progress),
  )
}

export const creation: Routes = { 'POST /api/create': createModel }
