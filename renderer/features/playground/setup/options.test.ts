import { describe, expect, test } from 'vitest'
import { parseOptions, withOption } from './options.ts'

describe('loader options', () => {
  test('are empty for an empty text', () => {
    expect(parseOptions(' \n ')).toEqual({ options: {} })
    expect(parseOptions('{}')).toEqual({ options: {} })
  })

  test('are one per line, as numbers, booleans, texts and lists', () => {
    const text = 'num_ctx=2048\n  temperature = 0.5 \nlow_vram=true\r\nname=a=b\nquoted="1"\nstop=["a","b"]'
    expect(parseOptions(text)).toEqual({
      options: { num_ctx: 2048, temperature: 0.5, low_vram: true, name: 'a=b', quoted: '1', stop: ['a', 'b'] },
    })
  })

  test('can be one JSON object', () => {
    expect(parseOptions(' {"num_ctx": 512, "stop": ["x"]} ')).toEqual({ options: { num_ctx: 512, stop: ['x'] } })
  })

  test('that cannot be read are reported with the line', () => {
    expect(parseOptions('{"num_ctx": ')).toMatchObject({ fault: 'json' })
    expect(parseOptions('a=1\nnum_ctx 2048')).toEqual({ fault: 'line', text: 'num_ctx 2048' })
    expect(parseOptions('=1')).toEqual({ fault: 'line', text: '=1' })
    expect(parseOptions('a b=1')).toEqual({ fault: 'line', text: 'a b=1' })
  })

  test('with a value of a type that Ollama does not use are reported with the key', () => {
    expect(parseOptions('a=1\nb={"c":1}')).toEqual({ fault: 'value', text: 'b' })
    expect(parseOptions('{"x": null}')).toEqual({ fault: 'value', text: 'x' })
  })
})

describe('one option among those typed', () => {
  test('is set, changed and removed, and the others stay as they were written', () => {
    expect(withOption('', 'num_ctx', 512)).toBe('num_ctx=512')
    expect(withOption('a = 1\nnum_ctx = 9\nb=x', 'num_ctx', 512)).toBe('num_ctx=512\na = 1\nb=x')
    expect(withOption('num_ctx=512\na=1', 'num_ctx', null)).toBe('a=1')
    expect(withOption('num_ctx_more=1', 'num_ctx', null)).toBe('num_ctx_more=1')
    expect(JSON.parse(withOption('{"a":[“x”]}'.replaceAll(/[“”]/g, '"'), 'num_ctx', 7))).toEqual({
      a: ['x'],
      num_ctx: 7,
    })
    expect(withOption('{"num_ctx":1}', 'num_ctx', null)).toBe('{}')
  })

  test('is not set in a text that cannot be read', () => {
    expect(withOption('num_ctx 5', 'num_ctx', 7)).toBe('num_ctx 5')
  })
})
