import { expect, it } from 'vitest'
import { z } from 'zod'
import { operationSchema, operationsFormat } from './operation.ts'

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
