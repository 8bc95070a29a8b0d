import { binName } from '#shared/domain/bin-names.ts'
import { applyChange } from '../core/operations/apply-change.ts'
import { isBefore, reversed, type Change } from '../core/operations/change-plan.ts'
import type { Answer } from './exchange.ts'
import { brief, errorOf, needed, NotTried, refused, type Row, type Target, unless } from './row.ts'

function done(answer: Answer): string {
  unless(answer.status === 200 && answer.text === '', brief(answer))
  return brief(answer)
}

async function digestOf({ client, signal }: Target, name: string): Promise<string | undefined> {
  return (await client.tags(signal)).rows.find((tag) => tag.name === name)?.digest
}

function statusesOf({ lines }: Answer): unknown[] {
  return lines.map(({ line }) => (line as { status?: unknown } | undefined)?.status)
}

/** Does a change of names as Corral does it. */
async function changed({ client, signal }: Target, change: Change): Promise<void> {
  const { state } = await applyChange(client, change)
  const { rows } = await client.tags(signal)
  unless(state === 'done' && isBefore(reversed(change), rows), `${state}: ${rows.map(({ name }) => name).join(', ')}`)
}

/** A stream that begins with `first` and ends with an error, without any change. */
function failedStream(answer: Answer, first: string): string {
  const error = errorOf({ ...answer, json: answer.lines.at(-1)?.line })
  unless(answer.status === 200 && statusesOf(answer)[0] === first && typeof error === 'string', brief(answer))
  return `200 ${first}, ${error}`
}

const either = ({ completion, embedding }: Target) => needed(completion ?? embedding, 'completion')

/** Copies, creates and deletes models under names of this run; and transfers that must fail. */
export const acting: Row[] = [
  {
    what: 'copy to a name of its own',
    expected: '200 without a body, and the same digest in the list',
    async run(target) {
      const { name, digest } = either(target)
      const destination = target.own('copy')
      const seen = done(await target.send({ method: 'POST', path: '/api/copy', body: { source: name, destination } }))
      const copied = await digestOf(target, destination)
      unless(copied === digest, `${destination} has the digest ${copied}`)
      return seen
    },
  },
  {
    what: 'the same copy again, and onto itself',
    expected: '200 without a body, twice',
    async run(target) {
      const { name: source } = either(target)
      const destination = target.own('copy')
      done(await target.send({ method: 'POST', path: '/api/copy', body: { source, destination }, note: 'overwritten' }))
      const itself = { source: destination, destination }
      return done(await target.send({ method: 'POST', path: '/api/copy', body: itself, note: 'onto itself' }))
    },
  },
  {
    what: 'copy of a model that is not there',
    expected: '404 … not found',
    async run({ send, own }) {
      const body = { source: 'corral-check/missing:none', destination: own('copy-of-nothing') }
      return refused(await send({ method: 'POST', path: '/api/copy', body }), [404], /not found$/)
    },
  },
  {
    what: 'copy to a name that is none',
    expected: '400 … is invalid',
    async run(target) {
      const body = { source: either(target).name, destination: 'bad name!' }
      return refused(await target.send({ method: 'POST', path: '/api/copy', body }), [400], /is invalid$/)
    },
  },
  {
    what: 'create from a model, with another system text',
    expected: 'a stream that ends with success, and that text in show',
    async run(target) {
      const body = { model: target.own('created'), from: either(target).name, system: 'Checked by Corral.' }
      const answer = await target.send({ method: 'POST', path: '/api/create', body })
      unless(answer.status === 200 && statusesOf(answer).at(-1) === 'success', brief(answer))
      const { system } = await target.client.show(body.model, target.signal)
      unless(system === body.system, `show says ${JSON.stringify(system)}`)
      return `${answer.lines.length} lines, success`
    },
  },
  {
    what: 'delete to the bin, restore, and undo of both',
    expected: 'the same digest under the name or in the bin, in turn',
    async run(target) {
      const { name: source, digest } = either(target)
      const name = target.own('binned')
      await changed(target, { before: { [name]: null }, after: { [name]: digest } })
      const kept = binName('deleted', name, Date.now())
      const binned = { before: { [name]: digest, [kept]: null }, after: { [name]: null, [kept]: digest } }
      for (const change of [binned, reversed(binned), binned, reversed(binned)]) await changed(target, change)
      return `${source} under ${name}, four times`
    },
  },
  {
    what: 'another version, rolled back, and undo of that',
    expected: 'either digest under the name, the other one kept',
    async run(target) {
      const { digest } = either(target)
      const created = await digestOf(target, target.own('created'))
      if (created === undefined) throw new NotTried('no other version')
      const name = target.own('version')
      const [first, second] = [0, 1000].map((ms) => binName('kept', name, Date.now() + ms))
      if (first === undefined || second === undefined) throw new NotTried('no names')
      await changed(target, { before: { [name]: null }, after: { [name]: digest } })
      const updated = { before: { [name]: digest, [first]: null }, after: { [name]: created, [first]: digest } }
      const rolledBack = {
        before: { [name]: created, [first]: digest, [second]: null },
        after: { [name]: digest, [first]: null, [second]: created },
      }
      for (const change of [updated, rolledBack, reversed(rolledBack), reversed(updated)]) await changed(target, change)
      return `${name} as before`
    },
  },
  {
    what: 'create from nothing',
    expected: '400, or 200 and a line with the error before 0.12.6',
    async run({ send, own }) {
      const answer = await send({ method: 'POST', path: '/api/create', body: { model: own('created-of-nothing') } })
      if (answer.status === 200)
        unless(typeof errorOf({ ...answer, json: answer.lines[0]?.line }) === 'string', brief(answer))
      else refused(answer, [400])
      return brief(answer)
    },
  },
  {
    what: 'delete of that copy, and once more',
    expected: '200 without a body, gone from the list, then 404',
    async run(target) {
      either(target)
      const body = { model: target.own('copy') }
      done(await target.send({ method: 'DELETE', path: '/api/delete', body }))
      unless((await digestOf(target, body.model)) === undefined, 'it is listed still')
      return refused(
        await target.send({ method: 'DELETE', path: '/api/delete', body, note: 'again' }),
        [404],
        /not found$/,
      )
    },
  },
  {
    what: 'delete of a name that is none',
    expected: '400 … is invalid',
    run: async ({ send }) =>
      refused(
        await send({ method: 'DELETE', path: '/api/delete', body: { model: 'bad name!' } }),
        [400],
        /is invalid$/,
      ),
  },
  {
    what: 'pull of a model that no registry has',
    expected: '200, pulling manifest, then a line with the error',
    // A name that no registry has; a server without network fails in the same place.
    run: async ({ send, own }) =>
      failedStream(
        await send({ method: 'POST', path: '/api/pull', body: { model: own('missing') } }),
        'pulling manifest',
      ),
  },
  {
    what: 'pull of a name that is none',
    expected: '400 invalid model name',
    run: async ({ send }) =>
      refused(
        await send({ method: 'POST', path: '/api/pull', body: { model: 'bad name!' } }),
        [400],
        /^invalid model name$/,
      ),
  },
  {
    what: 'push of a model that is not there',
    expected: '200, retrieving manifest, then a line with the error',
    run: async ({ send }) =>
      failedStream(
        await send({ method: 'POST', path: '/api/push', body: { model: 'corral-check/missing:none' } }),
        'retrieving manifest',
      ),
  },
  {
    what: 'a blob that is not there, a digest that is none',
    expected: 'HEAD 404, HEAD 400',
    async run({ send }) {
      const missing = await send({ method: 'HEAD', path: `/api/blobs/sha256:${'0'.repeat(64)}` })
      const invalid = await send({ method: 'HEAD', path: '/api/blobs/zzz' })
      unless(missing.status === 404 && invalid.status === 400, `HEAD ${missing.status}, HEAD ${invalid.status}`)
      return 'HEAD 404, HEAD 400'
    },
  },
]
