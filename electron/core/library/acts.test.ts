import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/domain/random.ts'
import { canonicalName, isFault, parseName } from '#shared/ollama/name.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { createOllama, type Ollama } from '../ollama/client.ts'
import { testPlatform } from '../test-platform.ts'
import { ProblemError, fail } from '../problem.ts'
import { copyModel, renameModel } from './acts.ts'
import { removeModel } from './remove-model.ts'

const { net, clock } = testPlatform()
let sandbox: Sandbox
let client: Ollama
beforeEach(async () => {
  sandbox = await startSandbox({ rate: 0 })
  client = createOllama(net, clock, sandbox.url)
})
afterEach(() => sandbox.close())

const third = 'corral-rename/third:1'
const names = async () => (await client.tags()).rows.map(({ name }) => name)
const digests = async () => new Set((await client.tags()).rows.map(({ digest }) => digest))
async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act
    return 'done'
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
}

describe('renameModel', () => {
  it('renames, and answers with the name as the server spells it', async () => {
    await copyModel(client, 'llama3.2', 'mine:v1', false)
    expect(await renameModel(client, 'mine:v1', 'other', third)).toBe('other:latest')
    expect(await names()).not.toContain('mine:v1')
    await removeModel(client, 'other')
  })

  it('takes a change of letter case through a third name', async () => {
    await copyModel(client, 'llama3.2', 'Case:v1', false)
    expect(await renameModel(client, 'Case:v1', 'case:v1', third)).toBe('case:v1')
    expect(await names()).toContain('case:v1')
    expect(await names()).not.toContain(third)
    await removeModel(client, 'case:v1')
  })

  it('refuses a change of letter case that another tag’s spelling would undo', async () => {
    await copyModel(client, 'llama3.2', 'Case:v1', false)
    await copyModel(client, 'llama3.2', 'Case:v2', false)
    expect(await codeOf(renameModel(client, 'Case:v1', 'case:v1', third))).toBe('name_case_taken')
    expect(await names()).toEqual(expect.arrayContaining(['Case:v1', 'Case:v2']))
    await removeModel(client, 'Case:v1')
    await removeModel(client, 'Case:v2')
  })

  it.each([
    ['llama3.2', 'LLAMA3.2-backup', 'name_taken'],
    ['llama3.2', 'llama3.2:latest', 'name_same'],
    ['llama3.2', 'x:local', 'name_reserved'],
    ['llama3.2', 'x:cloud', 'name_reserved'],
    ['llama3.2', 'x:8b-cloud', 'name_reserved'],
    ['llama3.2', 'bad name', 'name_invalid'],
    ['llama3.2', '', 'name_invalid'],
    ['nowhere', 'x', 'model_not_found'],
    ['llama3.2:local', 'x', 'local_tag_listed'],
  ])('%s to %s is %s and changes nothing', async (from, to, code) => {
    const before = await names()
    expect(await codeOf(renameModel(client, from, to, third))).toBe(code)
    expect((await names()).toSorted()).toEqual(before.toSorted())
  })

  it('deletes nothing when the copy is not what it should be', async () => {
    const lying: Ollama = { ...client, copy: () => client.copy('llama3.1:8b', 'target') }
    expect(await codeOf(renameModel(lying, 'llama3.2', 'target', third))).toBe('copy_mismatch')
    expect(await names()).toContain('llama3.2:latest')
    await removeModel(client, 'target')
    const silent: Ollama = { ...client, copy: async () => {} }
    expect(await codeOf(renameModel(silent, 'llama3.2', 'target', third))).toBe('copy_mismatch')
    expect(await names()).toContain('llama3.2:latest')
  })

  it('says which names exist when the delete fails', async () => {
    await copyModel(client, 'phi4-mini', 'here:1', false)
    const stuck: Ollama = { ...client, remove: () => Promise.reject(new Error('disk')) }
    const failed = renameModel(stuck, 'here:1', 'there:1', third)
    const { problem } = await failed.then(
      () => expect.fail('renamed'),
      (error: ProblemError) => error,
    )
    expect(problem.code).toBe('rename_unfinished')
    expect(String(problem.params['exists']).split(', ').toSorted()).toEqual(['here:1', 'there:1'])
    await removeModel(client, 'here:1')
    await removeModel(client, 'there:1')
  })

  it('counts a delete as done when the name is gone in spite of the error', async () => {
    await copyModel(client, 'phi4-mini', 'here:2', false)
    const half: Ollama = {
      ...client,
      remove: async (name) => {
        await client.remove(name)
        throw new Error('a file was open')
      },
    }
    expect(await renameModel(half, 'here:2', 'there:2', third)).toBe('there:2')
    await removeModel(client, 'there:2')
  })

  // Names that meet in every way the server's matching can confuse: case, parts, defaults, reserved tags.
  it('loses no model over 2,000 random pairs of names', async () => {
    const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T
    const random = seededRandom(20261123)
    const hosts = ['', '', '', 'hf.co/', 'HF.co/', '127.0.0.1:5055/']
    const spaces = ['', '', 'lab/', 'Lab/', 'library/']
    const models = ['foo', 'Foo', 'FOO', 'bar', 'Bar.1', 'llama3.2', 'qwen3', 'bad name', 'x'.repeat(81)]
    const tags = ['', ':latest', ':LATEST', ':v1', ':V1', ':32b', ':local', ':cloud', ':1b-cloud', ':']
    const someName = () => {
      const host = pick(hosts, random)
      const space = pick(spaces, random)
      return (host && !space ? `${host}lab/` : host + space) + pick(models, random) + pick(tags, random)
    }
    const before = await digests()
    const outcomes = new Map<string, number>()
    for (let i = 0; i < 2000; i++) {
      const listed = await names()
      const from = random() < 0.7 ? pick(listed, random) : someName()
      const dice = random()
      const to = dice < 0.05 ? from : dice < 0.15 ? pick(listed, random).toUpperCase() : someName()
      const outcome = await codeOf(renameModel(client, from, to, `corral-rename/n${i}:1`))
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      const after = (await client.tags()).rows
      expect(new Set(after.map(({ digest }) => digest)), `${from} to ${to}: ${outcome}`).toEqual(before)
      expect(after, `${from} to ${to}: ${outcome}`).toHaveLength(listed.length)
      if (outcome === 'done') {
        const wanted = parseName(to)
        const found = after.some(({ name }) => {
          const parts = parseName(name)
          return !isFault(parts) && !isFault(wanted) && canonicalName(parts) === canonicalName(wanted)
        })
        expect(found, `${from} to ${to}`).toBe(true)
      }
    }
    // All ways of ending were really met.
    for (const code of [
      'done',
      'name_taken',
      'name_same',
      'name_reserved',
      'name_invalid',
      'model_not_found',
      'name_case_taken',
    ])
      expect(outcomes.get(code) ?? 0, code).toBeGreaterThan(5)
  }, 120_000)
})

describe('a server that tells no digests', () => {
  const mute = (): Ollama => ({
    ...client,
    async tags() {
      const { rows, leftOut } = await client.tags()
      return { rows: rows.map((tag) => ({ ...tag, digest: undefined })), leftOut }
    },
  })

  it('has models copied, but none renamed, since nothing would prove the copy before the deletion', async () => {
    expect(await codeOf(renameModel(mute(), 'llama3.2', 'mine:1', third))).toBe('digest_unknown')
    expect(await names()).not.toContain('mine:1')
    expect(await copyModel(mute(), 'llama3.2', 'mine:1', false)).toBe('mine:1')
  })
})

describe('copyModel', () => {
  it('overwrites only when told', async () => {
    await copyModel(client, 'llama3.2', 'copy:1', false)
    expect(await codeOf(copyModel(client, 'phi4-mini', 'COPY:1', false))).toBe('name_taken')
    expect(await copyModel(client, 'phi4-mini', 'copy:1', true)).toBe('copy:1')
    expect(await codeOf(copyModel(client, 'copy:1', 'Copy:1', true))).toBe('name_same')
    await removeModel(client, 'copy:1')
  })
})

describe('removeModel', () => {
  it('never touches a `:local` name, whose delete would take `:latest`', async () => {
    await client.copy('llama3.2', 'trap')
    await client.copy('llama3.2', 'trap:local')
    expect(await codeOf(removeModel(client, 'trap:local'))).toBe('local_tag_listed')
    expect(await names()).toEqual(expect.arrayContaining(['trap:latest', 'trap:local']))
  })

  it('says when there is nothing to delete', async () => {
    expect(await codeOf(removeModel(client, 'nowhere'))).toBe('model_not_found')
  })

  it('tells no refusal as done, though the name is gone afterwards', async () => {
    const halfway: Ollama = {
      ...client,
      async remove(name) {
        await client.remove(name)
        throw fail('server_error', {}, { status: 500, detail: 'remove …: The process cannot access the file' })
      },
    }
    await client.copy('llama3.2', 'open:1')
    expect(await codeOf(removeModel(halfway, 'open:1'))).toBe('server_error')
    await client.copy('llama3.2', 'open:1')
    expect(await codeOf(renameModel(halfway, 'open:1', 'other:1', third))).toBe('rename_unfinished')
    expect(await names()).toContain('other:1')
  })

  it('goes by the list where the connection broke before an answer', async () => {
    const breaking = (act: (name: string) => Promise<void>): Ollama => ({
      ...client,
      async remove(name) {
        await act(name)
        throw fail('reset')
      },
    })
    await client.copy('llama3.2', 'gone:1')
    expect(await codeOf(removeModel(breaking(client.remove), 'gone:1'))).toBe('done')
    await client.copy('llama3.2', 'there:1')
    expect(
      await codeOf(
        removeModel(
          breaking(async () => {}),
          'there:1',
        ),
      ),
    ).toBe('reset')
  })
})
