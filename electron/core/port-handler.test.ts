import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { afterEach, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { readModels } from '#shared/domain/models.ts'
import { closeAll, open, serve } from './hosts/test-hosts.ts'
import { createPortHandler } from './port-handler.ts'
import { testPlatform } from './test-platform.ts'

afterEach(closeAll)

it('sends a long list as it is, and all else as JSON', async () => {
  const names = Array.from({ length: 1000 }, (_, at) => `"quoted"-${at}:1b`)
  const url = await serve((request, response) =>
    response.end(
      request.url?.endsWith('/api/tags')
        ? JSON.stringify({ models: names.map((name) => ({ name })) })
        : '{"version":"0.33.0"}',
    ),
  )
  const { app } = await open(testPlatform({ host: url }))
  const { port1, port2 } = new MessageChannel()
  createPortHandler(app.router).upgrade(port1, { context: {} })
  const kinds: string[] = []
  port2.on('message', (message) => kinds.push(typeof message))
  const client = createORPCClient<CorralClient>(new RPCLink({ port: port2 }))
  port1.start()
  port2.start()

  const { models } = await client.library.list({ hostId: 'run', revision: null })
  expect(readModels(models ?? '').map(({ name }) => name)).toEqual(names)
  expect(kinds).toEqual(['object'])
  await client.settings.get()
  expect(kinds).toEqual(['object', 'string'])
  port1.close()
  await once(port2, 'close')
})
