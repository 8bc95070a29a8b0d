import { afterEach, describe, expect, it, vi } from 'vitest'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

/** A server of these names and digests. `odd` may answer an act or a list in its own way. */
async function serveModels(
  models: Record<string, string | undefined>,
  odd: (act: { path: string; models: Record<string, string | undefined>; acts: number }) => number | object | null,
) {
  let acts = 0
  const url = await serve((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, string>
      const path = request.url ?? ''
      const isAct = path === '/api/copy' || path === '/api/delete'
      const answer = odd({ path, models, acts: isAct ? ++acts : acts })
      response.setHeader('content-type', 'application/json')
      if (typeof answer === 'number') return response.writeHead(answer).end('{"error":"no space left on device"}')
      if (path === '/api/copy') models[body['destination'] ?? ''] = models[body['source'] ?? '']
      if (path === '/api/delete') delete models[body['model'] ?? '']
      const rows = Object.entries(models).map(([name, digest]) => ({ name, model: name, size: 1, digest }))
      if (path === '/api/tags') return response.end(JSON.stringify(answer ?? { models: rows }))
      return response.end(isAct ? '' : JSON.stringify({ version: '0.33.0', models: [] }))
    })()
  })
  const { client, app } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  return { client, app, hostId, models }
}
type Opened = Awaited<ReturnType<typeof serveModels>>
afterEach(closeAll)

const digest = (letter: string) => letter.repeat(64)
const codeOf = async (act: Promise<unknown>) => (await problemOf(act)).code
const actsOf = ({ app }: Pick<Opened, 'app'>) => app.operations.all().filter(({ kind }) => kind !== 'host')
const isBin = (name: string) => name.startsWith('corral-bin/')
const NONE = () => null

describe('a delete to the bin', () => {
  it.each<[string, Record<string, string | undefined>, string, string | null]>([
    [
      'of `:local`, whose delete would take `:latest`',
      { 'x:local': 'a', 'x:latest': 'b' },
      'x:local',
      'local_tag_listed',
    ],
    ['of `:latest` beside `:local`', { 'x:local': 'a', 'x:latest': 'b' }, 'x:latest', null],
    ['of one of two spellings', { 'X:1': 'a', 'x:1': 'b' }, 'x:1', 'name_twins'],
    ['in another letter case', { 'Lab/X:V1': 'a' }, 'Lab/X:V1', null],
    ['with a host', { 'hf.co/lab/x.gguf:Q4_K_M': 'a' }, 'hf.co/lab/x.gguf:Q4_K_M', null],
    ['with a host and a port', { '127.0.0.1:5055/lab/x:1': 'a' }, '127.0.0.1:5055/lab/x:1', null],
    ['with dots', { 'x.y_-z.1:1.5b': 'a' }, 'x.y_-z.1:1.5b', null],
    ['of a model of the cloud', { 'x:8b-cloud': 'a' }, 'x:8b-cloud', null],
    ['of one of five names', { 'a:1': 'a', 'a:2': 'a', 'b:1': 'a', 'c/d:1': 'a', 'x:1': 'a' }, 'b:1', null],
    [
      'with the longest name',
      { [`${'x'.repeat(80)}:${'y'.repeat(80)}`]: 'a' },
      `${'x'.repeat(80)}:${'y'.repeat(80)}`,
      null,
    ],
    ['without a digest', { 'x:1': undefined }, 'x:1', 'bin_not_kept'],
    ['of a name that is none', { 'x://y/z/w/v:1': 'a' }, 'x://y/z/w/v:1', 'bin_not_kept'],
  ])('%s', async (_, letters, name, refusal) => {
    const models = Object.fromEntries(
      Object.entries(letters).map(([key, letter]) => [key, letter === undefined ? undefined : digest(letter)]),
    )
    const before = { ...models }
    const { client, app, hostId } = await serveModels(models, NONE)
    if (refusal !== null) {
      expect(await codeOf(client.library.remove({ hostId, name, forGood: false }))).toBe(refusal)
      return expect(models).toEqual(before)
    }
    const { operationId } = await client.library.remove({ hostId, name, forGood: false })
    const kept = Object.keys(models).filter(isBin)
    const { [name]: gone, ...others } = before
    expect(models).toEqual({ ...others, [kept[0] ?? '']: gone })
    expect((await client.bin.list({ hostId })).entries).toMatchObject([{ formerName: name, isOwn: true }])
    await app.undo.undo(operationId)
    expect(models).toEqual(before)
    await client.library.remove({ hostId, name, forGood: false })
    const [binName = ''] = Object.keys(models).filter(isBin)
    expect(await client.bin.restore({ hostId, binName })).toMatchObject({ name })
    return expect(models).toEqual(before)
  })
})

describe('a server whose disk is full', () => {
  it.each([
    ['a delete to the bin', (c: Opened) => c.client.library.remove({ hostId: c.hostId, name: 'x:1', forGood: false })],
    ['a copy', (c: Opened) => c.client.library.copy({ hostId: c.hostId, source: 'x:1', destination: 'z:1' })],
    [
      'a copy over another model',
      (c: Opened) => c.client.library.copy({ hostId: c.hostId, source: 'x:1', destination: 'y:1', overwrite: true }),
    ],
    ['a rename', (c: Opened) => c.client.library.rename({ hostId: c.hostId, from: 'x:1', to: 'z:1' })],
  ])('refuses %s, which changes nothing', async (_, act) => {
    const before = { 'x:1': digest('a'), 'y:1': digest('b') }
    const corral = await serveModels({ ...before }, ({ path }) => (path === '/api/copy' ? 500 : null))
    await problemOf(act(corral))
    expect(corral.models).toEqual(before)
    await vi.waitFor(() =>
      expect(actsOf(corral).map(({ state }) => state)).toEqual([expect.stringMatching(/^(failed|undone)$/)]),
    )
  })

  it('at the second of two copies takes the first one back', async () => {
    const before = { 'x:1': digest('a'), 'y:1': digest('b') }
    const { client, app, hostId, models } = await serveModels({ ...before }, ({ path, acts }) =>
      path === '/api/copy' && acts === 2 ? 500 : null,
    )
    const copied = client.library.copy({ hostId, source: 'x:1', destination: 'y:1', overwrite: true })
    expect(await codeOf(copied)).toBe('server_error')
    expect(models).toEqual(before)
    expect(actsOf({ app })).toMatchObject([{ kind: 'copy', state: 'failed' }])
  })
})
describe('another client meanwhile', () => {
  it('deletes the model that is moved to the bin: it is there', async () => {
    const { client, hostId, models } = await serveModels({ 'x:1': digest('a') }, (act) => {
      if (act.path === '/api/tags' && act.acts === 1) delete act.models['x:1']
      return null
    })
    await client.library.remove({ hostId, name: 'x:1', forGood: false })
    expect(Object.values(models)).toEqual([digest('a')])
  })

  it('pulls another version under its name: both stay, and it is told', async () => {
    const { client, hostId, models } = await serveModels({ 'x:1': digest('a') }, (act) => {
      if (act.path === '/api/tags' && act.acts === 1) act.models['x:1'] = digest('b')
      return null
    })
    expect(await codeOf(client.library.remove({ hostId, name: 'x:1', forGood: false }))).toBe('names_changed')
    expect(new Set(Object.values(models))).toEqual(new Set([digest('a'), digest('b')]))
  })
})

it('a server that lists late does not have the name deleted before the copy is seen', async () => {
  const { client, hostId, models } = await serveModels({ 'x:1': digest('a') }, ({ path }) =>
    path === '/api/tags' ? { models: [{ name: 'x:1', model: 'x:1', size: 1, digest: digest('a') }] } : null,
  )
  expect(await codeOf(client.library.remove({ hostId, name: 'x:1', forGood: false }))).toBe('names_changed')
  expect(models['x:1']).toBe(digest('a'))
})

it('a server without digests has nothing overwritten that could not be kept', async () => {
  const { client, hostId, models } = await serveModels({ 'x:1': undefined, 'y:1': undefined }, NONE)
  const over = client.library.copy({ hostId, source: 'x:1', destination: 'y:1', overwrite: true })
  expect(await codeOf(over)).toBe('bin_not_kept')
  expect(Object.keys(models)).toEqual(['x:1', 'y:1'])
})

it('a host that is removed meanwhile leaves either the old or the new state, and cannot be undone', async () => {
  const { client, app, hostId, models } = await serveModels({ 'x:1': digest('a') }, (act) => {
    if (act.path === '/api/copy') void client.hosts.remove({ hostId })
    return null
  })
  await client.library.remove({ hostId, name: 'x:1', forGood: false }).catch(() => undefined)
  expect(Object.values(models)).toContain(digest('a'))
  const [operation] = app.operations.all().filter(({ kind }) => kind === 'delete')
  if (operation?.state === 'done')
    await expect(app.undo.undo(operation.id)).rejects.toMatchObject({ problem: { code: 'host_unknown' } })
})

it('a model of the cloud can be pulled again, and kept', async () => {
  const test = await startTestApp()
  await test.client.settings.update({ bin: 'on' })
  const name = (await test.list()).find((model) => model.name.endsWith('-cloud'))?.name ?? ''
  await test.app.bin.keepVersion('run', name, 'job')
  expect((await test.client.bin.list({ hostId: 'run' })).entries).toMatchObject([{ kind: 'kept', formerName: name }])
  await test.app.bin.dropSame('run', name)
  expect((await test.client.bin.list({ hostId: 'run' })).entries).toEqual([])
  await test.close()
})
