import { createRouterClient } from '@orpc/server'
import type { CorralClient } from '#shared/contract/index.ts'
import { readModels } from '#shared/domain/models.ts'
import { openApp } from '../../core/app.ts'
import { testPlatform } from '../../core/test-platform.ts'
import { startSandbox, type SandboxOptions } from '../server.ts'

/** For tests: the application with its own sandbox as host `run`, and validated outputs. */
export async function startTestApp(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ rate: 0, ...options })
  const platform = testPlatform({ host: sandbox.url })
  const app = await openApp(platform, { checkOutputs: true })
  await app.begin()
  const client: CorralClient = createRouterClient(app.router)
  return {
    sandbox,
    platform,
    app,
    client,
    hostId: 'run',
    list: async () => readModels((await client.library.list({ hostId: 'run' })).models ?? ''),
    async close() {
      await app.close()
      await sandbox.close()
    },
  }
}
