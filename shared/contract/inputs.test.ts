import { expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from './index.ts'

type Schema = z.core.JSONSchema.BaseSchema

/** Records whose size JSON Schema cannot express; their own schema limits it. */
const counted = [
  'running.load.options',
  'embeddings.run.options',
  'prompts.run.options',
  'playground.save.runs[].settings.options',
  'playground.save.runs[].missing[].problem.params',
]

/** The places where a schema accepts unnamed fields or unbounded values. */
function loose(schema: Schema, at: string): string[] {
  const below = (next: unknown, name: string) =>
    typeof next === 'object' && next !== null ? loose(next as Schema, at + name) : []
  const either = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (either.length > 0) return either.flatMap((option) => below(option, ''))
  if (schema.enum || schema.const !== undefined) return []
  if (schema.type === 'string') return schema.maxLength === undefined ? [`${at}: a text of any length`] : []
  if (schema.type === 'array')
    return [...(schema.maxItems === undefined ? [`${at}: a list of any length`] : []), ...below(schema.items, '[]')]
  if (schema.type !== 'object') return []
  const isRecord = schema.propertyNames !== undefined
  return [
    ...(isRecord ? (counted.includes(at) ? [] : [`${at}: a record of any size`]) : []),
    ...(isRecord || schema.additionalProperties === false ? [] : [`${at}: fields that nobody named`]),
    ...below(schema.propertyNames, '{key}'),
    ...below(schema.additionalProperties, '{}'),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, next]) => below(next, `.${name}`)),
  ]
}

const calls = Object.entries(contract).flatMap(([area, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => ({
    name: `${area}.${name}`,
    schema: procedure['~orpc'].inputSchema,
  })),
)

it('accepts only named fields, each within bounds', () => {
  expect(calls.length).toBeGreaterThan(50)
  const found = calls.flatMap(({ name, schema }) =>
    schema ? loose(z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }), name) : [],
  )
  expect(found).toEqual([])
})
