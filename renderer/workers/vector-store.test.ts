import { expect, test } from 'vitest'
import { similarityMatrix } from '#shared/domain/similarity.ts'
import { vectorsToBytes } from '#shared/domain/vectors.ts'
import type { Moved } from './call.ts'
import { createVectorStore } from './vector-store.ts'

const bytesOf = (values: number[] | Float32Array) => vectorsToBytes(new Float32Array(values)).buffer
const valueOf = <T>({ value }: Moved<T>) => value

function filled(rows: number[][]) {
  const store = createVectorStore()
  store.open({ id: 'r', count: rows.length, dimensions: rows[0]?.length ?? 0 })
  store.put({ id: 'r', from: 0, bytes: bytesOf(rows.flat()) })
  return store
}

test('vectors arrive in pages, and those beyond the size are dropped', () => {
  const store = createVectorStore()
  store.open({ id: 'a', count: 3, dimensions: 2 })
  store.put({ id: 'a', from: 2, bytes: bytesOf([5, 6, 7, 8]) })
  store.put({ id: 'a', from: 0, bytes: bytesOf([1, 2, 3, 4]) })
  store.put({ id: 'a', from: 9, bytes: bytesOf([1, 2]) })
  expect([...store.vector({ id: 'a', row: 1 })]).toEqual([3, 4])
  expect(valueOf(store.share({ id: 'a', count: 2 })).bytes).toEqual(bytesOf([1, 2, 3, 4]))
  store.drop({ id: 'a' })
  expect(() => store.vector({ id: 'a', row: 1 })).toThrow('no vectors are kept for a')
})

test('the matrix is assembled from parts, with its least value and an order', () => {
  const rows = Array.from({ length: 30 }, (_, row) => [Math.cos(row * 7), Math.sin(row * 7), 1])
  const store = filled(rows)
  const parts = [valueOf(store.part({ id: 'r', from: 0, to: 16 })), valueOf(store.part({ id: 'r', from: 16, to: 30 }))]
  const { matrix, least, order } = valueOf(store.matrix({ shown: 30, parts }))
  expect(matrix).toEqual(similarityMatrix(new Float32Array(rows.flat()), 30, 3))
  expect(least).toBe(Math.min(...matrix))
  expect([...order].toSorted((a, b) => a - b)).toEqual(rows.map((_, row) => row))
  expect(valueOf(store.matrix({ shown: 1, parts: [valueOf(store.part({ id: 'r', from: 0, to: 1 }))] })).least).toBe(1)
})

test('a query has neighbours and a position, if it has the same dimensions', () => {
  const store = filled([
    [1, 0],
    [0, 1],
    [1, 1],
  ])
  expect(store.query({ id: 'r', bytes: bytesOf([2, 0]), limit: 1 })).toEqual({
    neighbours: [{ row: 0, value: 1 }],
    point: null,
  })
  const { points } = store.plane({ id: 'r' })
  const found = store.query({ id: 'r', bytes: bytesOf([0, 3]), limit: 2 })
  expect(found?.point?.map((value) => value.toFixed(5))).toEqual(
    [...points.subarray(2, 4)].map((value) => value.toFixed(5)),
  )
  expect(store.query({ id: 'r', bytes: bytesOf([1, 2, 3]), limit: 1 })).toBeNull()
  expect(store.nearest({ id: 'r', row: 0, limit: 1 })).toMatchObject([{ row: 2 }])
})

test('a saved run is restored, and its vectors are kept', async () => {
  const store = filled([
    [0.1, -3e-20],
    [Number.NaN, 1 / 3],
  ])
  const facts = {
    model: 'nomic-embed-text:v1.5',
    dimensions: 2,
    texts: [
      { text: 'a "quoted", text\nof two lines', group: null },
      { text: '天空', group: '自然' },
    ],
    settings: { truncate: false, dimensions: 2, options: { num_ctx: 512 }, keepAlive: '5m' },
    missing: [],
    figures: {
      tokens: 9,
      tokensOf: [4, 5],
      cut: [{ text: 1, tokens: null }],
      totalNs: 1e6,
      loadNs: 5,
      elapsedMs: 2.5,
      calls: 1,
      endpoint: 'embed',
    },
    at: Date.parse('2026-11-23T10:00:00.123Z'),
  } as const
  const settings = {
    ...facts,
    settings: { ...facts.settings },
    missing: [],
    figures: { ...facts.figures, tokensOf: [4, 5], cut: [{ text: 1, tokens: null }] },
  }
  const saved = store.save({ id: 'r', format: 'json', facts: settings })
  const file = new File([saved], 'run.json')
  expect(await store.readSaved({ id: 'again', file })).toEqual(facts)
  for (const row of [0, 1]) expect(store.vector({ id: 'again', row })).toEqual(store.vector({ id: 'r', row }))
  expect(store.save({ id: 'r', format: 'npy', facts: settings }).size).toBe(128 + 16)
  expect(await store.save({ id: 'r', format: 'csv', facts: settings }).text()).toBe(
    'text,group,d0,d1\r\n"a ""quoted"", text\nof two lines",,0.1,-3e-20\r\n天空,自然,,0.333333343\r\n',
  )
})
