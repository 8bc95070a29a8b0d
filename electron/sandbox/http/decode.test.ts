import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'
import { FOREVER } from './go.ts'

const fields = {
  model: 'string',
  verbose: 'bool',
  dimensions: 'int',
  options: 'map[string]interface {}',
  keep_alive: 'Duration',
} as const

const read = (text: string) => decode(Buffer.from(text), 'ShowRequest', fields)

test('reads known fields in any letter case, and ignores others', () => {
  expect(read('{"Model":"a","verbose":true,"unknown":{"x":[1]},"dimensions":null} trailing')).toEqual({
    model: 'a',
    verbose: true,
  })
  expect(read('null')).toEqual({})
})

test.each([
  ['"10m"', 600_000],
  ['90', 90_000],
  ['0.5', 500],
  ['0', 0],
  ['-1', FOREVER],
  ['"-1m"', FOREVER],
])('reads keep_alive %s', (text, ms) => expect(read(`{"keep_alive":${text}}`)).toEqual({ keep_alive: ms }))

describe('refuses with the errors of Go', () => {
  test.each([
    ['', 'missing request body'],
    ['  \n', 'missing request body'],
    ['{"model":', 'unexpected EOF'],
    ['{"model":"a', 'unexpected EOF'],
    ['nul', 'unexpected EOF'],
    ['x', "invalid character 'x' looking for beginning of value"],
    ['{x', "invalid character 'x' looking for beginning of object key string"],
    ['{"model" "a"}', "invalid character '\"' after object key"],
    ['{"model":"a" 1}', "invalid character '1' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{"model":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['{"model":"\\x"}', "invalid character 'x' in string escape code"],
    ['{"model":"\n"}', "invalid character '\\n' in string literal"],
    ['{"dimensions":-x}', "invalid character 'x' in numeric literal"],
    ['[]', 'json: cannot unmarshal array into Go value of type api.ShowRequest'],
    ['{"model":5}', 'json: cannot unmarshal number into Go struct field ShowRequest.model of type string'],
    ['{"verbose":"yes"}', 'json: cannot unmarshal string into Go struct field ShowRequest.verbose of type bool'],
    ['{"dimensions":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field ShowRequest.dimensions of type int'],
    [
      '{"options":[]}',
      'json: cannot unmarshal array into Go struct field ShowRequest.options of type map[string]interface {}',
    ],
    ['{"keep_alive":"5"}', 'time: missing unit in duration "5"'],
    ['{"keep_alive":true}', "Unsupported type: 'bool'"],
  ])('%s', (text, error) => expect(() => read(text)).toThrow(expect.objectContaining({ status: 400, message: error })))
})
