import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTags, type Tag } from '#shared/ollama/tags.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { ProblemError, fail } from '../problem.ts'
import { testPlatform } from '../test-platform.ts'
import { copyModel, renameModel } from './acts.ts'
import { refuseTwins } from './names.ts'

const { net, clock } = testPlatform()
const third = 'corral-rename/third:1'
let sandbox: Sandbox
let client: Ollama
beforeEach(async () => {
  sandbox = await startSandbox({ rate: 0, models: 0 })
  client = createOllama(net, clock, sandbox.url)
  for await (const _ of client.transfer('pull', { model: 'tiny:1', insecure: false, stream: true }, never.signal))
    continue
})
afterEach(() => sandbox.close())
const never = new AbortController()
const tagsOf = (...models: unknown[]): Tag[] => readTags({ models })?.rows ?? []

async function problemIn(act: Promise<unknown>) {
  try {
    await act
    return undefined
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
}

/** The server breaks off at its `at`th answer, having done what it was asked or not, and is gone for so many more. */
function breaking(at: number, done: boolean, gone: number): Ollama {
  let asked = 0
  const act = async <T>(run: () => Promise<T>): Promise<T> => {
    asked += 1
    if (asked < at || asked > at + gone) return run()
    if (asked === at && done) await run()
    throw fail(asked === at ? 'reset' : 'refused', { server: client.server })
  }
  return {
    ...client,
    tags: () => act(() => client.tags()),
    copy: (from, to) => act(() => client.copy(from, to)),
    remove: (name) => act(() => client.remove(name)),
  }
}

describe('a rename during which the server dies', () => {
  const cases = ['Tiny:1', 'other:2', 'TINY:2'].flatMap((to) =>
    [1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) =>
      [true, false].flatMap((done) => [0, 1, 100].map((gone) => [to, at, done, gone] as const)),
    ),
  )
  it.each(cases)('to %s at answer %i, done %s, gone for %i', async (to, at, done, gone) => {
    const digests = (await client.tags()).rows.map(({ digest }) => digest)
    const problem = await problemIn(renameModel(breaking(at, done, gone), 'tiny:1', to, third))
    const tags = (await client.tags()).rows
    expect(tags.map((tag) => tag.digest)).toEqual(expect.arrayContaining(digests))
    expect(digests).toHaveLength(1)
    const names = tags.map(({ name }) => name).toSorted()
    if (!problem) return expect(names).toEqual([to])
    if (problem.code === 'rename_unfinished')
      expect(String(problem.params['exists']).split(', ').toSorted()).toEqual(names)
    else if (problem.code === 'rename_unknown')
      expect(String(problem.params['names']).split(', ')).toEqual(expect.arrayContaining(names))
    else expect(names).toContain('tiny:1')
  })
})

describe('a rename beside another client', () => {
  it('deletes nothing when a newer model was pulled under the old name meanwhile', async () => {
    for await (const _ of client.transfer('pull', { model: 'newer:1', insecure: false, stream: true }, never.signal))
      continue
    const busy: Ollama = {
      ...client,
      async copy(from, to) {
        await client.copy(from, to)
        await client.copy('newer:1', 'tiny:1')
      },
    }
    expect((await problemIn(renameModel(busy, 'tiny:1', 'mine:1', third)))?.code).toBe('copy_mismatch')
    expect((await client.tags()).rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['tiny:1', 'mine:1']))
  })

  it('is not told as done when the old name was deleted meanwhile, since the server refused to', async () => {
    const busy: Ollama = {
      ...client,
      async remove(name) {
        await client.remove(name)
        await client.remove(name)
      },
    }
    expect(await problemIn(renameModel(busy, 'tiny:1', 'mine:1', third))).toMatchObject({
      code: 'rename_unfinished',
      params: { exists: 'mine:1', cause: 'model_not_found' },
    })
  })
})

describe('names that differ in case alone, as servers before 0.4.3 kept them apart', () => {
  const listing = tagsOf(
    { name: 'Mistral:7b', digest: 'a' },
    { name: 'mistral:7b', digest: 'b' },
    { name: 'gemma:2b', digest: 'c' },
  )
  const acts: string[] = []
  const server = (tags: Tag[]): Ollama => ({
    ...client,
    tags: async () => ({ rows: tags, leftOut: 0 }),
    copy: async (from, to) => void acts.push(`copy ${from} ${to}`),
    remove: async (name) => void acts.push(`remove ${name}`),
  })

  it('are neither renamed, copied nor copied over, since the server would take either', async () => {
    const codes = [
      await problemIn(renameModel(server(listing), 'mistral:7b', 'mine', third)),
      await problemIn(copyModel(server(listing), 'Mistral:7b', 'mine', false)),
      await problemIn(copyModel(server(listing), 'gemma:2b', 'mistral:7b', true)),
    ].map((problem) => problem?.code)
    expect(codes).toEqual(['name_twins', 'name_twins', 'name_twins'])
    expect(acts).toEqual([])
  })

  it('are refused by name, others are not', () => {
    expect(() => refuseTwins(listing, 'mistral:7b')).toThrow(ProblemError)
    expect(() => refuseTwins(listing, 'gemma:2b')).not.toThrow()
  })
})
