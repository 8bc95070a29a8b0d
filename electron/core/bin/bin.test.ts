import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { problemOf as coreProblemOf } from '../problem.ts'
import { problemOf } from '../test-problem.ts'

let test: Awaited<ReturnType<typeof startTestApp>>
const hostId = 'run'
beforeEach(async () => void (test = await startTestApp()))
afterEach(() => test.close())

/** All names of the server and their digests, as another client sees them. */
const onServer = async () => {
  const { models } = (await (await fetch(`${test.sandbox.url}/api/tags`)).json()) as {
    models: { name: string; digest: string }[]
  }
  return Object.fromEntries(models.map(({ name, digest }) => [name, digest]))
}
const listed = async () => (await test.list()).map(({ name }) => name)
const inBin = async () => (await test.client.bin.list({ hostId })).entries
const remove = (name: string, forGood = false) => test.client.library.remove({ hostId, name, forGood })
const copy = (source: string, destination: string, overwrite = false) =>
  test.client.library.copy({ hostId, source, destination, overwrite })
const undo = (id: string) => test.app.undo.undo(id)
const codeOf = async (act: Promise<unknown>) => (await problemOf(act)).code
const refusalOf = (id: string) =>
  undo(id).then(
    () => 'done',
    (error: unknown) => coreProblemOf(error).code,
  )
const NAME = 'phi4-mini:latest'

describe('the bin', () => {
  it('keeps a deleted model under a name that is shown nowhere else, and gives it back', async () => {
    const before = await onServer()
    expect(await remove(NAME)).toMatchObject({ inBin: true, waitsFor: null })
    expect(await listed()).not.toContain(NAME)
    expect((await listed()).filter((name) => name.startsWith('corral-bin/'))).toEqual([])
    const [entry] = await inBin()
    expect(entry).toMatchObject({ formerName: NAME, kind: 'deleted', isOwn: true, digest: before[NAME] })
    expect(await onServer()).toMatchObject({ [entry?.name ?? '']: before[NAME] })
    expect((await test.client.hosts.summary({ hostId })).list?.models).toBe(Object.keys(before).length - 1)

    expect(await test.client.bin.restore({ hostId, binName: entry?.name ?? '' })).toMatchObject({ name: NAME })
    expect(await onServer()).toEqual(before)
    expect(await inBin()).toEqual([])
  })

  it('asks where the name is taken, and keeps what is replaced', async () => {
    const before = await onServer()
    await remove(NAME)
    await copy('llama3.2', NAME)
    const [entry] = await inBin()
    const binName = entry?.name ?? ''
    expect(await codeOf(test.client.bin.restore({ hostId, binName }))).toBe('name_taken')
    expect(await test.client.bin.restore({ hostId, binName, name: 'qwen3:mine' })).toMatchObject({ name: 'qwen3:mine' })
    await remove('qwen3:mine')
    const [again] = await inBin()
    await test.client.bin.restore({ hostId, binName: again?.name ?? '', name: NAME, replace: true })
    expect((await onServer())[NAME]).toBe(before[NAME])
    expect(await inBin()).toMatchObject([{ formerName: NAME, digest: before['llama3.2:latest'] }])
  })

  it('keeps what a copy replaces', async () => {
    const before = await onServer()
    const { operationId } = await copy('llama3.2', NAME, true)
    expect(await inBin()).toMatchObject([{ formerName: NAME, digest: before[NAME] }])
    await undo(operationId)
    expect(await onServer()).toEqual(before)
  })

  it('is emptied one by one, and tells what failed', async () => {
    const before = await onServer()
    await remove(NAME)
    const [entry] = await inBin()
    const outcome = await test.client.bin.empty({ hostId, binNames: [entry?.name ?? '', 'corral-bin/d1.gone:1'] })
    expect(outcome).toMatchObject({
      emptied: [entry?.name],
      waits: [],
      failed: [{ name: 'corral-bin/d1.gone:1', problem: { code: 'bin_entry_unknown' } }],
    })
    const { [NAME]: _, ...left } = before
    expect(await onServer()).toEqual(left)
  })

  it('shows what another Corral has put there, by its name alone', async () => {
    const client = test.app.hosts.client(hostId)
    await client.copy(NAME, 'corral-bin/dt6efg0.hf.co_-user_-repo:Q4_K_M')
    await client.copy(NAME, `corral-bin/dt6efg0.${'x'.repeat(60)}_:1`)
    await client.copy(NAME, 'corral-bin/other:1')
    expect((await listed()).filter((name) => name.startsWith('corral-bin/'))).toEqual([])
    const entries = (await inBin()).map(({ formerName, isOwn, leavesAt }) => ({ formerName, isOwn, leavesAt }))
    expect(entries).toHaveLength(2)
    expect(entries).toContainEqual({ formerName: 'hf.co/user/repo:Q4_K_M', isOwn: false, leavesAt: null })
    expect(entries).toContainEqual({ formerName: null, isOwn: false, leavesAt: null })
    const unnamed = (await inBin()).find(({ formerName }) => formerName === null)?.name ?? ''
    expect(await codeOf(test.client.bin.restore({ hostId, binName: unnamed }))).toBe('bin_name_unknown')
    expect(await test.client.bin.restore({ hostId, binName: unnamed, name: 'found:1' })).toMatchObject({
      name: 'found:1',
    })
  })

  it('of a host that does not answer is known by what this Corral has put there', async () => {
    const known = async () => (await test.client.bin.known({ hostId })).own
    expect(await known()).toBe(0)
    await remove(NAME)
    await remove('llama3.2')
    await test.app.hosts.client(hostId).copy('llama3.1:8b', 'corral-bin/dt6efg0.other:1')
    const [entry] = await inBin()
    expect(await known()).toBe(2)
    await test.client.bin.restore({ hostId, binName: entry?.name ?? '' })
    await test.sandbox.close()
    expect(await known()).toBe(1)
  })

  it('stays this Corral’s own when the address of the host changes', async () => {
    const { id } = await test.client.hosts.add({ name: 'box', url: test.sandbox.url })
    await test.client.library.remove({ hostId: id, name: NAME })
    const entries = async () => (await test.client.bin.list({ hostId: id })).entries
    expect(await entries()).toMatchObject([{ isOwn: true }])
    await test.client.hosts.update({ hostId: id, name: 'box', url: test.sandbox.url.replace('127.0.0.1', 'localhost') })
    await vi.waitFor(async () => expect(await entries()).toMatchObject([{ isOwn: true, formerName: NAME }]))
  })

  it('takes notes and presets along to another name, and back, but leaves those of another model', async () => {
    const notes = async () => (await test.client.notes.list()).map(({ name, text }) => [name, text])
    await test.client.notes.set({ host: test.sandbox.url, name: NAME, text: 'good at sums' })
    await remove(NAME)
    const binName = async () => (await inBin())[0]?.name ?? ''
    const restored = await test.client.bin.restore({ hostId, binName: await binName(), name: 'mine:1' })
    await vi.waitFor(async () => expect(await notes()).toEqual([['mine:1', 'good at sums']]))
    const undone = await undo(restored.operationId)
    await vi.waitFor(async () => expect(await notes()).toEqual([[NAME, 'good at sums']]))
    await undo(undone.operationId)
    await vi.waitFor(async () => expect(await notes()).toEqual([['mine:1', 'good at sums']]))
    await remove('mine:1')
    await copy('llama3.2', 'mine:1')
    await test.client.bin.restore({ hostId, binName: await binName(), name: 'yours:1' })
    expect(await notes()).toEqual([['mine:1', 'good at sums']])
  })

  it('gives several back at once, which is undone at once', async () => {
    const before = await onServer()
    await remove(NAME)
    await remove('llama3.1:8b')
    for (const { name: binName } of await inBin()) await test.client.bin.restore({ hostId, binName, partOf: 'both' })
    expect(await onServer()).toEqual(before)
    expect((await test.client.history.undo({ id: 'both' })).undone).toMatchObject({
      act: 'restore',
      parts: { total: 2 },
    })
    expect((await inBin()).map(({ formerName }) => formerName)).toEqual(expect.arrayContaining(['llama3.1:8b', NAME]))
  })

  it('deletes for good what waits for a pull, once that has ended', async () => {
    await test.close()
    test = await startTestApp({ rate: 1e6 })
    const { id } = await test.client.transfers.start({ hostId, kind: 'pull', name: 'slow:1' })
    await vi.waitFor(() => expect(test.app.transfers.all().find((one) => one.id === id)?.state).toBe('running'))
    const before = await onServer()
    expect(await remove(NAME, true)).toMatchObject({ inBin: false, waitsFor: 'slow:1' })
    expect(await listed()).not.toContain(NAME)
    expect(await inBin()).toMatchObject([{ kind: 'leaving', formerName: NAME, digest: before[NAME] }])
    await test.client.transfers.cancel({ id })
    await vi.waitFor(async () => expect(await inBin()).toEqual([]), 5000)
    expect(Object.values(await onServer())).not.toContain(before[NAME])
  })
})

describe('undo and redo', () => {
  it.each([
    ['a copy', async () => (await copy(NAME, 'mine:1')).operationId],
    ['a rename', async () => (await test.client.library.rename({ hostId, from: NAME, to: 'mine:1' })).operationId],
    [
      'a rename of letter case',
      async () => (await test.client.library.rename({ hostId, from: NAME, to: 'Phi4-mini:latest' })).operationId,
    ],
    ['a delete', async () => (await remove(NAME)).operationId],
    ['a copy over another model', async () => (await copy(NAME, 'llama3.2', true)).operationId],
  ])('of %s, twice', async (_, act) => {
    const before = await onServer()
    const models = async () =>
      Object.fromEntries(Object.entries(await onServer()).filter(([name]) => !name.startsWith('corral-bin/')))
    const id = await act()
    const after = await models()
    expect(after).not.toEqual(before)
    const undone = await undo(id)
    expect(await onServer()).toEqual(before)
    expect(await refusalOf(id)).toBe('undo_done')
    const redone = await undo(undone.operationId)
    expect(await models()).toEqual(after)
    await undo(redone.operationId)
    expect(await onServer()).toEqual(before)
  })

  it('of a restore', async () => {
    await remove(NAME)
    const [entry] = await inBin()
    const { operationId } = await test.client.bin.restore({ hostId, binName: entry?.name ?? '' })
    await undo(operationId)
    expect(await inBin()).toMatchObject([{ formerName: NAME }])
    expect(await listed()).not.toContain(NAME)
  })

  it('of a copy whose original is gone moves it to the bin', async () => {
    const before = await onServer()
    const { operationId } = await copy(NAME, 'mine:1')
    await remove(NAME, true)
    await undo(operationId)
    expect(await inBin()).toMatchObject([{ formerName: 'mine:1', digest: before[NAME] }])
  })

  it('is refused with its reason once it is no longer possible', async () => {
    const deleted = await remove(NAME)
    await copy('llama3.2', NAME)
    expect(await refusalOf(deleted.operationId)).toBe('undo_changed')
    await remove(NAME, true)
    const entries = await inBin()
    await test.client.bin.empty({ hostId, binNames: entries.map(({ name }) => name) })
    expect(await refusalOf(deleted.operationId)).toBe('undo_gone')
    const forGood = await remove('llama3.1:8b', true)
    expect(await refusalOf(forGood.operationId)).toBe('undo_gone')
    expect(await refusalOf('nothing')).toBe('undo_unknown')
    await listed()
    const states = test.app.undo.states()
    const own = test.app.operations.all().find(({ id }) => id === forGood.operationId)
    expect(own && states(own)).toMatchObject({ possible: false, problem: { code: 'undo_gone' } })
  })
})

describe('kept versions', () => {
  const pulled = async (name: string) => {
    const { id } = await test.client.transfers.start({ hostId, kind: 'pull', name })
    await vi.waitFor(() => {
      const state = test.app.transfers.all().find((one) => one.id === id)?.state ?? 'queued'
      expect(isEnded({ state })).toBe(true)
    }, 5000)
  }

  it('are made by a pull that brings another version, and put back and forth', async () => {
    await test.client.settings.update({ bin: 'on' })
    await copy('llama3.2', 'tiny:1')
    const old = (await onServer())['tiny:1']
    await pulled('tiny:1')
    const fresh = (await onServer())['tiny:1']
    expect(fresh).not.toBe(old)
    const [kept] = await inBin()
    expect(kept).toMatchObject({ kind: 'kept', formerName: 'tiny:1', digest: old })

    const { operationId } = await test.client.bin.rollback({ hostId, name: 'tiny:1', binName: kept?.name ?? '' })
    expect((await onServer())['tiny:1']).toBe(old)
    expect(await inBin()).toMatchObject([{ kind: 'kept', formerName: 'tiny:1', digest: fresh }])
    await undo(operationId)
    expect((await onServer())['tiny:1']).toBe(fresh)
    expect(await inBin()).toMatchObject([{ kind: 'kept', digest: old }])
  })

  it('are not left by a pull that brings nothing new, and not made before the user knows of them', async () => {
    await test.client.settings.update({ bin: 'on' })
    await pulled('tiny:1')
    await pulled('tiny:1')
    await vi.waitFor(async () => expect(await inBin()).toEqual([]), 5000)
    await test.client.settings.update({ bin: 'off' })
    await copy('llama3.2', 'tiny:1', true)
    await pulled('tiny:1')
    expect(await inBin()).toEqual([])
  })
})
