import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findArrays, toArrays, type JsonArray } from './json-arrays.ts'

/** Cuts the text into parts of a few bytes, as chunks of a body. */
function cut(text: string, size = 7) {
  const bytes = Buffer.from(text)
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  )
  const found = findArrays(parts, 'model_info')
  return { rest: found.rest, arrays: toArrays(found) }
}

const rawOf = (array: JsonArray | undefined, at: number) =>
  array?.body.toString('utf8', array.startOf(at), array.endOf(at)) ?? ''

describe('findArrays', () => {
  it('keeps everything but the arrays of the object', () => {
    const text = JSON.stringify({
      license: '"model_info":{"a":[1,2]}',
      tensors: [{ name: 'a', shape: [1, 2] }],
      model_info: { a: [1, 2, 3], 'b"[': ['x', ']', ',"'], empty: [], n: null, s: '[1]', deep: { c: [1] } },
      other: { model_info: { a: [9] } },
    })
    const { rest, arrays } = cut(text)
    expect(JSON.parse(rest)).toEqual({
      license: '"model_info":{"a":[1,2]}',
      tensors: [{ name: 'a', shape: [1, 2] }],
      model_info: { a: null, 'b"[': null, empty: [], n: null, s: '[1]', deep: { c: [1] } },
      other: { model_info: { a: [9] } },
    })
    expect([...arrays].map(([key, array]) => [key, array.slice(0, 9)])).toEqual([
      ['a', [1, 2, 3]],
      ['b"[', ['x', ']', ',"']],
    ])
  })

  it('reads a part, and elements as they were sent', () => {
    const { arrays } = cut('{"model_info" : { "t":[ "\\u003ca\\u003e" , "字\\n", 3 , [4,"]"] ]} }')
    const array = arrays.get('t')
    expect(array?.length).toBe(4)
    expect(array?.slice(1, 3)).toEqual(['字\n', 3])
    expect(array?.slice(3, 10)).toEqual([[4, ']']])
    expect(array?.slice(4, 10)).toEqual([])
    expect(rawOf(array, 0).trim()).toBe('"\\u003ca\\u003e"')
  })

  it.each([
    '',
    '{',
    '[]',
    '{"model_info":[1,2]}',
    '{"model_info":{"a":[1,',
    '{"model_info":{"a":["x',
    'nonsense"',
    '{"model_info":{[1]}}',
  ])('leaves %j to the parser', (text) => {
    const { rest } = cut(text)
    expect(rest).toBe(text)
  })

  it('returns any elements unchanged', () => {
    const value = fc.jsonValue({ maxDepth: 2 })
    const info = fc.dictionary(fc.string(), fc.oneof(value, fc.array(value), fc.array(fc.string())))
    fc.assert(
      fc.property(info, fc.dictionary(fc.string(), value), fc.nat(2), (info, around, indent) => {
        const whole = { ...around, model_info: info, after: around }
        const { rest, arrays } = cut(JSON.stringify(whole, null, indent))
        const back = JSON.parse(rest) as { model_info: Record<string, unknown> }
        for (const [key, array] of arrays) {
          expect(back.model_info[key]).toBeNull()
          back.model_info[key] = array.slice(0, array.length)
          expect(Array.from({ length: array.length }, (_, at) => JSON.parse(rawOf(array, at)) as unknown)).toEqual(
            back.model_info[key],
          )
        }
        expect(back).toEqual(JSON.parse(JSON.stringify(whole)))
      }),
      { numRuns: 1000 },
    )
  })
})
