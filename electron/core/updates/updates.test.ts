import type { Change } from '#shared/contract/system.ts'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { startSandbox, type SandboxOptions } from '../../sandbox/server.ts'
import { closeAll, codeOf, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

/** The built-in sandbox as the host, whose registries it answers for. */
async function started(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ rate: 0, ...options })
  onTestFinished(() => sandbox.close())
  const platform = { ...testPlatform(), openSandbox: async () => sandbox }
  const { client, app } = await open(platform)
  const { id: hostId } = await client.hosts.openSandbox()
  const of = async (name: string) => (await client.updates.of({ hostId })).models.find((model) => model.name === name)
  return { sandbox, client, app, platform, hostId, of }
}
const named = (text: string) => parseName(text) as NameParts

async function pulled(client: CorralClient, hostId: string, name: string): Promise<void> {
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name })
  for await (const event of await client.transfers.watch())
    if (event.type === 'one' && event.transfer.id === id && isEnded(event.transfer)) return
}

describe('a check of all models', () => {
  it('tells what of the library of the sandbox has moved, and offers it', async () => {
    const { client, hostId } = await started()
    expect((await client.updates.of({ hostId })).models).toEqual([])
    await client.updates.check({ hostId })
    const { models, checking, checkedAt, refusal } = await client.updates.of({ hostId })
    const verdicts = Object.fromEntries(
      models.map(({ name, verdict, reason, changes, offered }) => [name, [reason ?? verdict, ...changes, offered]]),
    )
    expect(verdicts).toEqual({
      'qwen3:32b': ['current', false],
      'gemma3:12b-it-qat': ['current', false],
      'nomic-embed-text:v1.5': ['current', false],
      'gpt-oss:120b-cloud': ['cloud', false],
      'deepseek-r1:32b': ['current', false],
      'mistral-small3.2:24b': ['current', false],
      'llama3.2-backup:latest': ['not_in_registry', false],
      'qwen2.5-coder:7b': ['current', false],
      'llama3.2:latest': ['current', false],
      'phi4-mini:latest': ['probably_update', 'template', true],
      // Pulled before 0.19, with the manifest written anew.
      'bge-m3:latest': ['probably_current', false],
      'granite3.3:8b': ['probably_update', 'weights', 'license', true],
      'minicpm-v:8b': ['current', false],
      // Its parameters are those of another model, too: which layer differs is told by the review.
      'llama3.1:8b': ['probably_update', true],
    })
    expect([checking, refusal]).toEqual([null, null])
    expect(checkedAt).toBeGreaterThan(0)
    const moved = models.find(({ name }) => name === 'granite3.3:8b')
    expect(moved?.toFetch?.exactness).toBe('exact')
    expect(moved?.toFetch?.bytes).toBeGreaterThan(4e9)
    const template = models.find(({ name }) => name === 'phi4-mini:latest')
    expect(template?.toFetch?.bytes).toBeLessThan(10_000)
  })

  it('of an old server is no news either: it writes every manifest anew', async () => {
    const { client, hostId, sandbox } = await started({ as: '0.5.12' })
    await pulled(client, hostId, 'qwen3:0.6b')
    await client.updates.check({ hostId })
    const { models } = await client.updates.of({ hostId })
    const updates = models.filter(({ verdict }) => verdict.endsWith('update')).map(({ name }) => name)
    expect(updates.sort()).toEqual(['granite3.3:8b', 'llama3.1:8b', 'phi4-mini:latest'])
    expect(models.filter(({ verdict }) => verdict === 'probably_current').length).toBe(sandbox.store.size - 4)
  })

  it('is told anew once a list with other models was read', async () => {
    const { client, hostId } = await started()
    await client.updates.check({ hostId })
    await client.library.list({ hostId })
    const changes = await client.system.changes()
    await client.library.copy({ hostId, source: 'phi4-mini', destination: 'mine' })
    // The page may ask before it has read the list again.
    expect((await client.updates.of({ hostId })).models.length).toBeGreaterThan(0)
    await client.library.list({ hostId })
    for (;;) {
      const { value } = await changes.next()
      if ((value as Change | undefined)?.type === 'updates') break
    }
    await changes.return?.(undefined)
  })

  it('is followed by an update, a way back, and the update again', async () => {
    const { client, hostId, of, app } = await started({ models: 12 })
    const name = 'granite3.3:8b'
    await client.updates.check({ hostId })
    const before = await of(name)
    await pulled(client, hostId, name)
    await app.library.follow(hostId)
    await client.library.list({ hostId })
    // Known without a request.
    expect(await of(name)).toMatchObject({ verdict: 'current', digest: before?.registryDigest, offered: false })
    await client.updates.check({ hostId, names: [name] })
    expect(await of(name)).toMatchObject({ verdict: 'current' })
  })

  it('does not take layers that another name keeps for those of the model', async () => {
    const { client, hostId, of, sandbox } = await started({
      models: 10,
      releases: [{ name: 'phi4-mini:latest', parts: ['template'] }],
    })
    const name = named('phi4-mini:latest')
    const old = sandbox.store.get(name)
    await pulled(client, hostId, 'phi4-mini:latest')
    const installed = sandbox.store.get(name)
    if (!old || !installed) throw new Error('not installed')
    // As after a rollback: the newer version is kept under a name of the bin.
    sandbox.store.put(named('corral-bin/kx.phi4-mini:latest'), installed.manifest)
    for (const [digest, blob] of await oldBlobs()) sandbox.store.blobs.set(digest, blob)
    sandbox.store.put(name, old.manifest)
    await client.library.list({ hostId })
    await client.updates.check({ hostId })
    expect(await of('phi4-mini:latest')).toMatchObject({ verdict: 'probably_update', offered: true })
    expect(await of('corral-bin/kx.phi4-mini:latest')).toBeUndefined()

    async function oldBlobs() {
      const other = await startSandbox({ rate: 0, models: 10 })
      onTestFinished(() => other.close())
      return other.store.blobs
    }
  })
})

describe('what the user decides', () => {
  it('hides a version until the next one, and a model until it is wanted again', async () => {
    const { client, hostId, of, sandbox } = await started({ models: 10 })
    const name = 'phi4-mini:latest'
    await client.updates.check({ hostId })
    const digest = (await of(name))?.registryDigest ?? null
    await client.updates.skip({ hostId, name, digest })
    expect(await of(name)).toMatchObject({ verdict: 'probably_update', skipped: true, offered: false })
    await client.updates.skip({ hostId, name, digest: null })
    expect(await of(name)).toMatchObject({ skipped: false, offered: true })
    await client.updates.skip({ hostId, name, digest })

    sandbox.registry.release(named(name), ['license'])
    // The manifest of some minutes ago is not asked for again.
    expect(await of(name)).toMatchObject({ skipped: true })
    await client.updates.never({ hostId, name, never: true })
    expect(await of(name)).toMatchObject({ never: true, offered: false })
  })

  it('goes along with a rename', async () => {
    const { client, hostId, of } = await started({ models: 10 })
    await client.updates.check({ hostId })
    await client.updates.never({ hostId, name: 'phi4-mini:latest', never: true })
    await client.library.rename({ hostId, from: 'phi4-mini:latest', to: 'mine:1' })
    await client.library.list({ hostId })
    await client.updates.check({ hostId, names: ['mine:1'] })
    expect(await of('phi4-mini:latest')).toBeUndefined()
    expect(await of('mine:1')).toMatchObject({ verdict: 'not_asked', reason: 'created', never: true })
    // It is asked about only by its name.
    const before = await of('mine:1')
    await client.updates.check({ hostId })
    expect(await of('mine:1')).toEqual(before)
  })

  it('is there after a restart, as are the results', async () => {
    const { client, hostId, app, platform, sandbox } = await started({ models: 10 })
    await client.updates.check({ hostId })
    await client.updates.never({ hostId, name: 'qwen3:32b', never: true })
    const before = await client.updates.of({ hostId })
    await app.close()
    const again = await open({ ...testPlatform(), disk: platform.disk, openSandbox: async () => sandbox })
    const { id } = await again.client.hosts.openSandbox()
    await again.client.library.list({ hostId: id })
    expect(await again.client.updates.of({ hostId: id })).toEqual(before)
  })
})

describe('a review', () => {
  it('tells new weights and another license, with both texts', async () => {
    const { client, hostId } = await started()
    const review = await client.updates.review({ hostId, name: 'granite3.3:8b' })
    expect(review.summary).toMatchObject({
      changes: ['weights', 'license'],
      weightsChanged: true,
      licenseChanged: true,
      toFetch: { exactness: 'exact' },
    })
    expect(review.summary.toFetch.bytes + review.summary.reused.bytes).toBe(review.summary.total)
    expect(review.layers.map(({ kind, change }) => `${kind} ${change}`)).toContain('template same')
    expect(review.texts.map(({ kind }) => kind)).toEqual(['license'])
    expect(review.texts[0]?.before).toContain('Apache')
    expect(review.texts[0]?.after).toContain('second version')
    const daysAgo = (Date.now() - (review.pushedAt ?? 0)) / 86_400_000
    expect(Math.round(daysAgo)).toBe(11)
  })

  it('tells a template and parameters alone', async () => {
    const { client, hostId } = await started()
    const template = await client.updates.review({ hostId, name: 'phi4-mini' })
    expect(template.summary).toMatchObject({ changes: ['template'], weightsChanged: false, licenseChanged: false })
    expect(template.texts).toMatchObject([{ kind: 'template', problem: null }])
    expect(template.texts[0]?.after).toBe(`${template.texts[0]?.before}{{- /* version 2 */ -}}\n`)
    const params = await client.updates.review({ hostId, name: 'llama3.1:8b' })
    expect(params.summary.changes).toEqual(['params'])
    expect(params.texts[0]?.before?.split('\n')).toContain('num_ctx 8192')
    expect(params.texts[0]?.after).not.toContain('num_ctx')
  })

  it('lists what keeps the weights that are there now', async () => {
    const { client, hostId, sandbox } = await started({ releases: [{ name: 'llama3.2:latest', parts: ['weights'] }] })
    await fetch(`${sandbox.url}/api/create`, {
      method: 'POST',
      body: JSON.stringify({ model: 'pirate', from: 'llama3.2:latest', system: 'Arr.', stream: false }),
    })
    const { keeping } = await client.updates.review({ hostId, name: 'llama3.2:latest' })
    expect(keeping).toEqual({ copies: ['llama3.2-backup:latest'], made: ['pirate:latest'] })
  })

  it('of a model that is current says so, and asks nothing of what nobody has', async () => {
    const { client, hostId } = await started()
    const review = await client.updates.review({ hostId, name: 'qwen3:32b' })
    expect(review).toMatchObject({ verdict: 'current', texts: [], summary: { changes: [], toFetch: { bytes: 0 } } })
    expect(await codeOf(client.updates.review({ hostId, name: 'llama3.2-backup' }))).toBe('unknown_model')
    expect(await codeOf(client.updates.review({ hostId, name: 'gpt-oss:120b-cloud' }))).toBe('cloud_model')
    expect(await codeOf(client.updates.review({ hostId, name: 'nope' }))).toBe('model_not_found')
  })
})

it('asks nothing while the settings forbid it', async () => {
  const { client, hostId } = await started()
  await client.settings.update({ askRegistries: false })
  expect(await codeOf(client.updates.check({ hostId }))).toBe('registry_asks_off')
  expect(await codeOf(client.updates.review({ hostId, name: 'qwen3:32b' }))).toBe('registry_asks_off')
  expect(await client.updates.of({ hostId })).toMatchObject({ refusal: 'asks_off', models: [] })
})
