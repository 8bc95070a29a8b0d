import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { send } from './testing/client.ts'
import { miniLm, tiny } from './testing/fixture.ts'
import { noGpu, started } from './testing/start.ts'
import { versions } from './generations.ts'
import { startSandbox } from './server.ts'

/* Behaviour from the API reference that the recordings do not show. */

const library = { 'tiny:latest': tiny, 'all-minilm:22m': miniLm }

test('refuses a version without a recording', async () => {
  await expect(startSandbox({ as: '0.6.0' })).rejects.toThrow('not as "0.6.0"')
})

test('takes the version from the environment if none is given', async () => {
  vi.stubEnv('CORRAL_SANDBOX_AS', '0.12.0')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await (await started({ library })).get('/api/version')).toEqual({ version: '0.12.0' })
  expect(await (await started({ library, as: '0.5.12' })).get('/api/version')).toEqual({ version: '0.5.12' })
})

describe.each(versions)('as %s', (version) => {
  const [newer, older] = [version === '0.33.0-rc2', version === '0.5.12']

  test('reports that version', async () => {
    const sandbox = await started({ library, as: version })
    expect(await sandbox.get('/api/version')).toEqual({ version })
  })

  test('lists a model while it is being loaded, or only afterwards', async () => {
    const sandbox = await started({ library, as: version })
    const load = send(sandbox.url, { method: 'POST', path: '/api/generate', body: { model: 'tiny' } })
    await sandbox.pending(1)
    // No request advances the clock here, so the load is still in progress.
    const ps = await send(sandbox.url, { method: 'GET', path: '/api/ps' })
    expect((JSON.parse(ps.text) as { models: unknown[] }).models).toHaveLength(newer ? 0 : 1)
    await sandbox.clock.until(load)
    expect((await sandbox.get('/api/ps'))['models']).toHaveLength(1)
  })

  test('reads keep_alive with its fraction, or as whole seconds', async () => {
    const sandbox = await started({ library, as: version })
    const kept = async (keep_alive: unknown) =>
      (await sandbox.post('/api/generate', { model: 'tiny', keep_alive })).body['done_reason']
    expect(await kept(0)).toBe('unload')
    expect(await kept('5m')).toBe('load')
    expect(await kept(0.5)).toBe(older ? 'unload' : 'load')
    expect(await kept('500ms')).toBe(older ? 'unload' : 'load')
  })

  test('takes the tag local for a location, or for a tag', async () => {
    const sandbox = await started({ library, as: version })
    await sandbox.post('/api/copy', { source: 'tiny', destination: 'tiny:local' })
    await sandbox.ask({ method: 'DELETE', path: '/api/delete', body: { model: 'tiny:local' } })
    expect(await sandbox.names()).toContain(newer ? 'tiny:local' : 'tiny:latest')
    expect(await sandbox.names()).not.toContain(newer ? 'tiny:latest' : 'tiny:local')
  })

  test('has cloud models if the version knows them', async () => {
    const names = await (await started({ as: version })).names()
    expect(names).toHaveLength(older ? 13 : 14)
    expect(names.includes('gpt-oss:120b-cloud')).toBe(!older)
  })

  test('uses the default context of the version', async () => {
    const sandbox = await started({ library: { 'all-minilm:22m': miniLm }, as: version, machine: noGpu })
    await sandbox.post('/api/embed', { model: 'all-minilm:22m' })
    const { models } = (await sandbox.get('/api/ps')) as { models: { context_length?: number }[] }
    expect(models[0]?.context_length).toBe({ '0.33.0-rc2': 512, '0.12.0': 4096, '0.5.12': undefined }[version])
  })
})
