import { describe, expect, test } from 'vitest'
import { readEmbed, readLegacyEmbedding } from '#shared/ollama/embed.ts'
import { readProgressLine } from '#shared/ollama/progress-line.ts'
import { readPs } from '#shared/ollama/ps.ts'
import { readShow } from '#shared/ollama/show.ts'
import { loadedAnswerSchema, versionSchema } from '#shared/ollama/schemas.ts'
import { readTags } from '#shared/ollama/tags.ts'
import { errorText } from '../core/ollama/errors.ts'
import { versions } from './generations.ts'
import { type Recorded, recorded, recordedFiles, title } from './testing/recordings.ts'

/*
 * The recordings of all versions, read by our readers: each field that Corral reads has the value that was sent, and
 * fields that it does not read are listed here, so that no field is lost unnoticed.
 */

type Fields = Record<string, unknown>

/** Placeholders for an unknown value. */
const isEmpty = (value: unknown) => value === '' || value === null || value === undefined || value === 0

/** Expects a field to be read as it was sent, recursively. */
function expectSame(read: unknown, sent: unknown, at: string): void {
  if (isEmpty(sent) && read === undefined) return
  if (typeof read === 'object' && read !== null && !Array.isArray(read) && typeof sent === 'object') {
    for (const [key, value] of Object.entries(read)) expectSame(value, (sent as Fields)[key], `${at}/${key}`)
    return
  }
  expect(read, at).toEqual(sent)
}

/** Expects every field that was sent to be read, except the named ones. */
function expectWhole(read: object | undefined, sent: Fields, unread: string[] = []): void {
  for (const [key, value] of Object.entries(read ?? {})) expectSame(value, sent[key], key)
  for (const key of Object.keys(sent)) if (!unread.includes(key)) expect(Object.keys(read ?? {})).toContain(key)
}

/** `model` is the same as `name`. */
function expectRows(rows: object[] | undefined, sent: unknown): void {
  const list = (sent as { models: Fields[] }).models
  expect(rows).toHaveLength(list.length)
  for (const [i, row] of list.entries()) expectWhole(rows?.[i], row, ['model'])
}

const readers: Record<string, (sent: Fields) => void> = {
  '/api/version': (sent) => expect(versionSchema.parse(sent)).toEqual(sent),
  '/api/generate': (sent) => expect(loadedAnswerSchema.parse(sent)).toEqual(sent),
  '/api/chat': (sent) => expect(loadedAnswerSchema.parse(sent)).toEqual(sent),
  '/api/tags': (sent) => expectRows(readTags(sent)?.rows, sent),
  '/api/ps': (sent) => expectRows(readPs(sent)?.rows, sent),
  '/api/show': (sent) => {
    const { answer, tensors, messages, ...read } = readShow(sent) ?? {}
    expect(answer).toEqual(sent)
    expect(messages).toEqual(sent['messages'] ?? [])
    expect(tensors?.rows).toEqual(sent['tensors'])
    expectWhole(read, sent, ['tensors', 'messages'])
  },
  '/api/embed': (sent) => {
    const { vectors, ...read } = readEmbed(sent) ?? {}
    expect(vectors).toEqual(sent['embeddings'])
    expectWhole(read, sent, ['embeddings', 'model'])
  },
  '/api/embeddings': (sent) => {
    const vector = sent['embedding'] as number[]
    expect(readLegacyEmbedding(sent)).toEqual(vector.length === 0 ? 'missing' : vector)
  },
  '/api/pull': (sent) => expectWhole(readProgressLine(sent), sent),
  '/api/push': (sent) => expectWhole(readProgressLine(sent), sent),
  '/api/create': (sent) => expectWhole(readProgressLine(sent), sent),
}

/** The answer of an exchange: the lines of a stream, or the body. */
function valuesOf({ response }: Recorded): Fields[] {
  const values = response.stream?.map(({ line }) => line) ?? ('json' in response ? [response.json] : [])
  return values.filter((value): value is Fields => typeof value === 'object' && value !== null)
}

const all = versions.flatMap((version) => recordedFiles.map((file) => [version, file] as const))

describe.each(all)('of %s, %s', (version, file) => {
  const exchanges = recorded(version, file).filter((one) => one.request.path in readers && valuesOf(one).length > 0)
  if (exchanges.length === 0) return
  test.each(exchanges.map((one, i) => [title(one, i), one] as const))('%s loses nothing', (_, one) => {
    for (const value of valuesOf(one))
      // 0.5.12 sends some errors as `{}`.
      if ('error' in value) expect(errorText(value)).toBe(typeof value['error'] === 'string' ? value['error'] : '')
      else readers[one.request.path]?.(value)
  })
})
