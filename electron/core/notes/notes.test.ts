import { afterEach, describe, expect, it } from 'vitest'
import { MAX_NOTE, MAX_NOTES, type Note } from '#shared/contract/notes.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { anybody, closeAll, codeOf, open, serve } from '../hosts/test-hosts.ts'
import { openRecord } from '../records/record.ts'
import { testPlatform } from '../test-platform.ts'
import { notesFormat } from './notes-format.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await closeAll()
  for (const close of closing.splice(0)) await close()
})
async function start() {
  const started = await startTestApp()
  closing.push(started.close)
  const { client, sandbox } = started
  return { ...started, note: (name: string, text: string) => client.notes.set({ host: sandbox.url, name, text }) }
}
const told = (notes: readonly Note[]) => notes.map(({ name, text }) => [name, text])

describe('a note', () => {
  it('belongs to a model however its name is spelled, and is removed by an empty text', async () => {
    const { client, note } = await start()
    await note('llama3.2:latest', 'good at\nlists')
    await note('Llama3.2', 'bad at lists')
    expect(told(await client.notes.list())).toEqual([['Llama3.2', 'bad at lists']])
    await note('llama3.2:latest', '')
    expect(await client.notes.list()).toEqual([])
  })

  it('follows a rename, is kept when the model is deleted, and is there in the next run', async () => {
    const { client, note, hostId, platform } = await start()
    await note('llama3.2:latest', 'mine')
    await client.library.rename({ hostId, from: 'llama3.2:latest', to: 'best:v1' })
    await expect.poll(async () => told(await client.notes.list())).toEqual([['best:v1', 'mine']])
    await client.library.remove({ hostId, name: 'best:v1' })
    expect(told(await client.notes.list())).toEqual([['best:v1', 'mine']])
    expect(told((await openRecord(platform, notesFormat)).get())).toEqual([['best:v1', 'mine']])
  })

  it('is joined to that of a model which is gone and had the new name, unless both are too long', async () => {
    const { client, note, hostId } = await start()
    await note('best:v1', 'of another')
    await note('llama3.2:latest', 'mine')
    await client.library.rename({ hostId, from: 'llama3.2:latest', to: 'best:v1' })
    await expect.poll(async () => told(await client.notes.list())).toEqual([['best:v1', 'of another\n\nmine']])
    await note('qwen3:32b', 'x'.repeat(MAX_NOTE))
    await client.library.rename({ hostId, from: 'best:v1', to: 'next:v1' })
    await note('last:v1', 'y')
    await client.library.rename({ hostId, from: 'qwen3:32b', to: 'last:v1' })
    await expect
      .poll(async () => told(await client.notes.list()))
      .toEqual([
        ['next:v1', 'of another\n\nmine'],
        ['qwen3:32b', 'x'.repeat(MAX_NOTE)],
        ['last:v1', 'y'],
      ])
  })

  it('follows the host to another address, and stays when the host is removed', async () => {
    const [before, after] = [await serve(anybody), await serve(anybody)]
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: before })
    await client.notes.set({ host: before, name: 'a:1', text: 'mine' })
    await client.notes.set({ host: 'http://192.0.2.1:11434', name: 'a:1', text: 'of another host' })
    await client.hosts.update({ hostId, name: 'box', url: after })
    const hosts = async () => (await client.notes.list()).map(({ host }) => host).sort()
    await expect.poll(hosts).toEqual([after, 'http://192.0.2.1:11434'].sort())
    await client.hosts.remove({ hostId })
    expect(await hosts()).toEqual([after, 'http://192.0.2.1:11434'].sort())
  })
})

it('no more notes than a bound are kept, and those that are there can be changed', async () => {
  const full = Array.from({ length: MAX_NOTES }, (_, at) => ({ host: 'http://h', name: `m:${at}`, text: 'x' }))
  const { client } = await open(testPlatform({}, { 'notes.json': JSON.stringify({ version: 1, value: full }) }))
  expect(await codeOf(client.notes.set({ host: 'http://h', name: 'one:more', text: 'y' }))).toBe('notes_full')
  await client.notes.set({ host: 'http://h', name: 'm:0', text: 'changed' })
  await client.notes.set({ host: 'http://h', name: 'm:1', text: '' })
  await client.notes.set({ host: 'http://h', name: 'one:more', text: 'y' })
  expect(await client.notes.list()).toHaveLength(MAX_NOTES)
})

it('of a file that is damaged in part the other notes are read', async () => {
  const good = { host: 'http://h', name: 'a:1', text: 'x' }
  const value = [good, null, { ...good, name: 'A:1' }, { ...good, host: 'http://me:pass@h' }, { ...good, text: 7 }]
  const platform = testPlatform({}, { 'notes.json': JSON.stringify({ version: 1, value }) })
  expect((await openRecord(platform, notesFormat)).get()).toEqual([good])
  expect(platform.notices.all()).toMatchObject([{ code: 'entries_set_aside', params: { count: 4 } }])
})
