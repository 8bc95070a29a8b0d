import type { Answer } from './exchange.ts'
import { brief, type Candidate, Difference, needed, NotTried, refused, type Row, type Target, unless } from './row.ts'

const LOAD_WITHIN = 15 * 60_000
/** An unload is answered before it has ended. */
const UNLOAD_WITHIN = 15_000
const LOOK_EVERY = 250

/** A model to load: a copy under a name of this run, so that its state is not affected by other clients. */
export async function copyOf(target: Target, kind: 'completion' | 'embedding'): Promise<string> {
  const model: Candidate = needed(target[kind], kind)
  const reason = target.unloadable(model)
  if (reason !== null) throw new NotTried(reason)
  const destination = target.own(kind)
  if (!(await target.client.tags(target.signal)).rows.some(({ name }) => name === destination))
    await target.client.copy(model.name, destination, target.signal)
  return destination
}

export async function loadedAs({ send }: Target, name: string): Promise<Record<string, unknown> | undefined> {
  const { json } = await send({ method: 'GET', path: '/api/ps' })
  return (json as { models?: Record<string, unknown>[] } | undefined)?.models?.find((model) => model['name'] === name)
}

export function answered(answer: Answer, reason: string): string {
  const { done, done_reason } = (answer.json ?? {}) as { done?: unknown; done_reason?: unknown }
  unless(answer.status === 200 && done === true && done_reason === reason, brief(answer))
  return `200 done, ${reason}`
}

export function generate({ send }: Target, model: string, more: object = {}): Promise<Answer> {
  const body = { model, ...more, stream: false }
  return send({ method: 'POST', path: '/api/generate', body, within: LOAD_WITHIN })
}

export async function unloaded(target: Target, name: string): Promise<string> {
  const seen = answered(await generate(target, name, { keep_alive: 0 }), 'unload')
  for (const end = Date.now() + UNLOAD_WITHIN; await loadedAs(target, name);) {
    if (Date.now() > end) throw new Difference('still loaded after 15 seconds')
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
  return seen
}

function embed({ send }: Target, model: string, input: unknown, more: object = {}): Promise<Answer> {
  return send({ method: 'POST', path: '/api/embed', body: { model, input, ...more }, within: LOAD_WITHIN })
}

/** The vectors of an answer: `count` of them, numbers, of one length. */
function vectorsOf(answer: Answer, count: number): number[][] {
  const { embeddings } = (answer.json ?? {}) as { embeddings?: unknown }
  const vectors = embeddings as number[][]
  const whole =
    answer.status === 200 &&
    Array.isArray(embeddings) &&
    embeddings.length === count &&
    vectors.every((vector) => vector.length === vectors[0]?.length && vector.every(Number.isFinite))
  unless(whole, brief(answer))
  return vectors
}

const lengthOf = (vector: number[] = []) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

/** A text of more tokens than the context of any small embedding model. */
const LONG = 'word '.repeat(20_000)

/** Loading, keeping, unloading and embedding, with copies of the smallest models. */
export const memory: Row[] = [
  {
    what: 'load by generate without a prompt',
    expected: '200 done, load; listed by ps',
    async run(target) {
      const name = await copyOf(target, 'completion')
      const seen = answered(await generate(target, name), 'load')
      unless((await loadedAs(target, name)) !== undefined, 'ps does not list it')
      return seen
    },
  },
  {
    what: 'keep it for ever, then for ten minutes',
    expected: 'expires in centuries, then within the hour',
    async run(target) {
      const name = await copyOf(target, 'completion')
      const left = async (keepAlive: unknown) => {
        answered(await generate(target, name, { keep_alive: keepAlive }), 'load')
        return Date.parse(String((await loadedAs(target, name))?.['expires_at'])) - Date.now()
      }
      const [forever, short] = [await left(-1), await left('10m')]
      unless(
        forever > 1e12 && short < 3_600_000,
        `${Math.round(forever / 60_000)}, then ${Math.round(short / 60_000)} minutes`,
      )
      return `until ${new Date(Date.now() + forever).getUTCFullYear()}, then ${Math.round(short / 60_000)} minutes`
    },
  },
  {
    what: 'embed with a completion model',
    expected: 'a vector, or 501 since 0.30',
    async run(target) {
      const answer = await embed(target, await copyOf(target, 'completion'), 'one')
      if (answer.status === 200) return `${vectorsOf(answer, 1)[0]?.length} numbers`
      return refused(answer, [400, 500, 501])
    },
  },
  {
    what: 'unload by keep_alive 0',
    expected: '200 done, unload; gone from ps',
    run: async (target) => unloaded(target, await copyOf(target, 'completion')),
  },
  {
    what: 'unload of what is not loaded',
    expected: '200 done, unload',
    run: async (target) =>
      answered(await generate(target, await copyOf(target, 'completion'), { keep_alive: 0 }), 'unload'),
  },
  {
    what: 'generate with a model that is not there',
    expected: '404 … not found',
    run: async (target) =>
      refused(await generate(target, 'corral-check/missing:none', { keep_alive: 0 }), [404], /not found$/),
  },
  {
    what: 'generate with an embedding model',
    expected: '400 … does not support generate',
    run: async (target) =>
      refused(await generate(target, await copyOf(target, 'embedding')), [400], /does not support generate$/),
  },
  {
    what: 'embed one text',
    expected: 'one vector of length 1, read by Corral',
    async run(target) {
      const model = await copyOf(target, 'embedding')
      const [vector = []] = vectorsOf(await embed(target, model, 'Why is the sky blue?'), 1)
      unless(Math.abs(lengthOf(vector) - 1) < 0.01, `its length is ${lengthOf(vector)}`)
      const { vectors } = await target.client.embed({ model, input: ['Why is the sky blue?'] }, target.signal)
      unless(vectors[0]?.length === vector.length, 'Corral reads another one')
      return `${vector.length} numbers`
    },
  },
  {
    what: 'embed several texts',
    expected: 'as many vectors, in their order',
    async run(target) {
      const model = await copyOf(target, 'embedding')
      const both = vectorsOf(await embed(target, model, ['The sky is blue.', 'Bread is baked.']), 2)
      const [alone = []] = vectorsOf(await embed(target, model, 'Bread is baked.'), 1)
      const likeness = alone.reduce((sum, value, i) => sum + value * (both[1]?.[i] ?? 0), 0)
      unless(likeness > 0.99, `the second is like itself by ${likeness.toFixed(3)} only`)
      return '2 vectors'
    },
  },
  {
    what: 'embed no text',
    expected: '200 and no vector',
    run: async (target) => `${vectorsOf(await embed(target, await copyOf(target, 'embedding'), []), 0).length} vectors`,
  },
  {
    what: 'embed a number',
    expected: '400 invalid input type',
    run: async (target) =>
      refused(await embed(target, await copyOf(target, 'embedding'), 5), [400], /^invalid input type$/),
  },
  {
    what: 'embed what is too long, uncut',
    expected: '400 … exceeds … context length',
    run: async (target) =>
      refused(
        await embed(target, await copyOf(target, 'embedding'), LONG, { truncate: false }),
        [400],
        /exceeds .*context length/,
      ),
  },
  {
    what: 'embed with 8 dimensions',
    expected: '8 numbers of length 1; all of them before 0.11.11',
    async run(target) {
      const [vector = []] = vectorsOf(
        await embed(target, await copyOf(target, 'embedding'), 'one', { dimensions: 8 }),
        1,
      )
      unless(Math.abs(lengthOf(vector) - 1) < 0.01, `its length is ${lengthOf(vector)}`)
      return `${vector.length} numbers`
    },
  },
  {
    what: 'embed with a keep_alive without a unit',
    expected: '400 time: missing unit',
    run: async (target) =>
      refused(
        await embed(target, await copyOf(target, 'embedding'), 'x', { keep_alive: '5' }),
        [400],
        /^time: missing unit/,
      ),
  },
  {
    what: 'embed with a model that is not there',
    expected: '404 … not found …',
    run: async (target) => refused(await embed(target, 'corral-check/missing:none', 'x'), [404], /not found/),
  },
  {
    what: 'unload of the embedding model',
    expected: '200 done, unload; gone from ps',
    run: async (target) => unloaded(target, await copyOf(target, 'embedding')),
  },
]
