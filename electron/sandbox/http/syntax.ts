import { Refusal } from './refusal.ts'

/**
 * The first JSON value of a text, since Go's decoder reads no further. Throws a 400 with the error of Go's scanner if
 * there is none.
 */
export function checkSyntax(text: string): string {
  return new Scanner(text).first()
}

class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  first(): string {
    this.#space()
    const start = this.#at
    this.#value()
    return this.#text.slice(start, this.#at)
  }

  #value(): void {
    this.#space()
    const c = this.#peek()
    if (c === '{') this.#list('}', 'object key:value pair', () => this.#pair())
    else if (c === '[') this.#list(']', 'array element', () => this.#value())
    else if (c === '"') this.#string()
    else if (c === '-' || (c >= '0' && c <= '9')) this.#number()
    else if (c === 't') this.#word('true')
    else if (c === 'f') this.#word('false')
    else if (c === 'n') this.#word('null')
    else this.#wrong('looking for beginning of value')
  }

  #list(end: string, item: string, read: () => void): void {
    this.#at++
    this.#space()
    if (this.#peek() === end) return void this.#at++
    for (;;) {
      read()
      this.#space()
      const c = this.#peek()
      if (c !== ',' && c !== end) this.#wrong(`after ${item}`)
      this.#at++
      if (c === end) return
    }
  }

  #pair(): void {
    this.#space()
    if (this.#peek() !== '"') this.#wrong('looking for beginning of object key string')
    this.#string()
    this.#space()
    if (this.#peek() !== ':') this.#wrong('after object key')
    this.#at++
    this.#value()
  }

  #string(): void {
    this.#at++
    for (;;) {
      const c = this.#peek()
      if (c < ' ') this.#wrong('in string literal')
      this.#at++
      if (c === '"') return
      if (c === '\\') this.#escape()
    }
  }

  #escape(): void {
    const c = this.#peek()
    if (!'"\\/bfnrtu'.includes(c)) this.#wrong('in string escape code')
    this.#at++
    const digits = c === 'u' ? 4 : 0
    for (let i = 0; i < digits; i++) {
      if (!/[0-9a-fA-F]/.test(this.#peek())) this.#wrong('in \\u hexadecimal character escape')
      this.#at++
    }
  }

  #number(): void {
    if (this.#peek() === '-') this.#at++
    if (this.#peek() === '0') this.#at++
    else this.#digits('in numeric literal')
    if (this.#text[this.#at] === '.') {
      this.#at++
      this.#digits('after decimal point in numeric literal')
    }
    if (/[eE]/.test(this.#text[this.#at] ?? '')) {
      this.#at++
      if (/[+-]/.test(this.#peek())) this.#at++
      this.#digits('in exponent of numeric literal')
    }
  }

  #digits(where: string): void {
    if (!/\d/.test(this.#peek())) this.#wrong(where)
    while (/\d/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #word(word: string): void {
    for (const expected of word) {
      if (this.#peek() !== expected) this.#wrong(`in literal ${word} (expecting '${expected}')`)
      this.#at++
    }
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #peek(): string {
    const c = this.#text[this.#at]
    if (c === undefined) throw new Refusal(400, 'unexpected EOF')
    return c
  }

  #wrong(where: string): never {
    const c = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0)
    const shown = c === "'" ? "'\\''" : c === '"' ? `'"'` : `'${JSON.stringify(c).slice(1, -1)}'`
    throw new Refusal(400, `invalid character ${shown} ${where}`)
  }
}
