import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { copyCall, deleteCall, type Call } from '#shared/ollama/calls.ts'
import { keepOperations, newOperation, operationSchema, operationsFormat } from './operation.ts'

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** The fields of a schema and of those within it. */
function fieldsOf({ properties = {}, items, anyOf = [] }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([name, schema]) => {
    const inner = fieldsOf(schema)
    return inner.length === 0 ? [name] : [`${name} { ${inner.join(' ')} }`]
  })
  return [...own, ...(items ? fieldsOf(items) : []), ...anyOf.flatMap(fieldsOf)]
}

it('has a new version when its fields change, since values of this one are not checked when they are read', () => {
  expect([operationsFormat.version, ...fieldsOf(z.toJSONSchema(operationSchema) as Schema)]).toMatchInlineSnapshot(`
    [
      3,
      "id",
      "kind",
      "hostId",
      "url",
      "hostName",
      "names",
      "at",
      "endedAt",
      "state",
      "before",
      "after",
      "steps { call { method path body } at outcome { status ms } }",
      "problem { code params retryable status detail }",
      "job { insecure silent isCleared rank paused attempt rescues startedAt activeMs status phase layers { digest total completed cached isReached } isWhole completed total share moved cached hashRate }",
      "undoes",
      "partOf",
      "changes { field from to }",
    ]
  `)
})

describe('of what has ended', () => {
  const NOW = 1_800_000_000_000
  const KEPT_DAYS = 180
  const keep = keepOperations(() => NOW)
  const name = (index: number) => `hf.co/some-organisation/Some-Model-32B-Instruct-${index}-GGUF:Q4_K_M`
  /** Restored from the bin in place of another model, the longest of the usual acts. */
  const restored = (index: number) => {
    const [model, bin, other] = [
      name(index),
      `corral-bin/dt6efg0.${index}.hf.co_-x_-y:1`,
      `corral-bin/dt6efg1.${index}:1`,
    ]
    const [digest, replaced] = ['a'.repeat(64), 'b'.repeat(64)]
    const step = (call: Call) => ({ call, at: NOW, outcome: { status: 200, ms: 12 } })
    return newOperation({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      kind: 'restore',
      hostId: '00000000-0000-4000-8000-000000000000',
      url: 'https://workstation.example.com:11434',
      hostName: 'workstation',
      names: [model],
      at: NOW,
      endedAt: NOW,
      state: 'done',
      before: { [model]: replaced, [bin]: digest, [other]: null },
      after: { [model]: digest, [bin]: null, [other]: replaced },
      steps: [step(copyCall(model, other)), step(copyCall(bin, model)), step(deleteCall(bin))],
    })
  }
  const stored = (value: ReturnType<typeof restored>) => ({ value, size: JSON.stringify(value).length + 60 })
  const many = (count: number) => Array.from({ length: count }, (_, index) => restored(index))
  /** Nothing of it is in the bin any more. */
  const emptied = (one: ReturnType<typeof restored>) => ({ ...one, state: 'failed' as const })

  it('the newest 5,000 are kept, also where all are long', () => {
    const kept = keep(many(5100).map((one) => stored(emptied(one))))
    expect([kept.length, kept[0]?.value.names]).toEqual([5000, [name(100)]])
  })

  it('no more is kept than can be read at the start, nor what is older, unless its model is in the bin', () => {
    const odd = many(5000).map((one) => ({ value: emptied(one), size: 100_000 }))
    expect(keep(odd)).toHaveLength(100)
    const old = { endedAt: NOW - (KEPT_DAYS + 1) * 24 * 3_600_000 }
    const olds = [
      { ...restored(1), ...old },
      { ...emptied(restored(2)), ...old },
    ]
    expect(keep(olds.map(stored)).map(({ value }) => value.names)).toEqual([[name(1)]])
  })
})
