import { expect, test } from 'vitest'
import { principalPlane } from '#shared/domain/projection.ts'
import { languages } from '#shared/i18n/index.ts'
import { topicsOf } from '../electron/sandbox/topics.ts'
import { embed, tokenize } from '../electron/sandbox/vectors.ts'
import { sampleEntries } from '../renderer/features/playground/texts/samples.ts'
import { layOut } from '../renderer/workers/layout.ts'

/** The first impression of the playground: the sample texts of four topics, embedded by models of the sandbox. */
const cases = languages.flatMap(({ tag }) =>
  [
    ['nomic-embed-text:v1.5', 768],
    ['bge-m3:567m', 1024],
    ['all-minilm:22m', 384],
  ].map(([model, dimensions]) => ({ tag, model: String(model), dimensions: Number(dimensions) })),
)

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** How much nearer each point is to its own group than to the next one, −1 to 1, on average. */
function silhouette(groups: readonly unknown[], distance: (one: number, other: number) => number): number {
  const all = [...groups.keys()]
  return mean(
    all.map((one) => {
      const to = (group: unknown) =>
        mean(all.filter((other) => other !== one && groups[other] === group).map((other) => distance(one, other)))
      const own = to(groups[one])
      const next = Math.min(...[...new Set(groups)].filter((group) => group !== groups[one]).map(to))
      return (next - own) / Math.max(own, next)
    }),
  )
}

test.each(cases)('$model places the topics of the $tag sample apart', ({ tag, model, dimensions }) => {
  const entries = sampleEntries(tag, 'topics')
  const groups = entries.map(({ group }) => group)
  const vectors = new Float32Array(entries.length * dimensions)
  entries.forEach(({ text }, row) => vectors.set(embed(tokenize(text), dimensions, model), row * dimensions))
  const rows = [...entries.keys()]
  const cosine = (one: number, other: number) => {
    const b = vectors.subarray(other * dimensions, (other + 1) * dimensions)
    return vectors
      .subarray(one * dimensions, (one + 1) * dimensions)
      .reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
  }
  const pairs = rows.flatMap((one) => rows.slice(0, one).map((other): [number, number] => [one, other]))
  const within = mean(pairs.filter(([one, other]) => groups[one] === groups[other]).map((pair) => cosine(...pair)))
  const between = mean(pairs.filter(([one, other]) => groups[one] !== groups[other]).map((pair) => cosine(...pair)))
  expect(within).toBeGreaterThan(between + 0.15)

  const { points } = principalPlane(vectors, entries.length, dimensions)
  const steps = layOut(vectors, dimensions, points, 1)
  let step = steps.next()
  while (!step.done) step = steps.next()
  for (const places of [points, step.value]) {
    const distance = (one: number, other: number) =>
      Math.hypot(
        (places[2 * one] ?? 0) - (places[2 * other] ?? 0),
        (places[2 * one + 1] ?? 0) - (places[2 * other + 1] ?? 0),
      )
    expect(silhouette(groups, distance)).toBeGreaterThan(0.3)
  }
})

test('the translations of the samples are of one topic', () => {
  for (const { tag } of languages) {
    const byGroup = new Map<string | null, string[]>()
    for (const { text, group } of sampleEntries(tag, 'translations')) {
      const [topic = 'none'] = topicsOf(tokenize(text)).keys()
      byGroup.set(group, [...(byGroup.get(group) ?? []), topic])
    }
    expect([...byGroup.values()]).toEqual(
      Array.from({ length: byGroup.size }, () => ['books', 'weather', 'health', 'kitchen']),
    )
  }
})
