import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, parseHostUrl } from './host-url.ts'

describe('parseHostUrl', () => {
  it.each([
    ['', 'http://127.0.0.1:11434'],
    ['""', 'http://127.0.0.1:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['1.2.3.4', 'http://1.2.3.4:11434'],
    [':1234', 'http://127.0.0.1:1234'],
    ['1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['localhost', 'http://localhost:11434'],
    ['example.com', 'http://example.com:11434'],
    ['example.com:1234', 'http://example.com:1234'],
    ['example.com:80', 'http://example.com'],
    ['EXAMPLE.com', 'http://example.com:11434'],
    ['gpu_box-2.local', 'http://gpu_box-2.local:11434'],
    ['example.com.', 'http://example.com:11434'],
    ['example.com.:1234', 'http://example.com:1234'],
    ['https://example.com./a', 'https://example.com/a'],
    ['http://1.2.3.4:4321.', 'http://1.2.3.4:4321'],
    ['1.2.3.4. ', 'http://1.2.3.4:11434'],
    ['\thttps://example.com/a, ', 'https://example.com/a'],
    ['OLLAMA_HOST=1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['export OLLAMA_HOST="https://example.com"', 'https://example.com'],
    ['$env:OLLAMA_HOST = "1.2.3.4"', 'http://1.2.3.4:11434'],
    ['ｈｔｔｐ：／／ｂｏｘ．ｌｏｃａｌ：１２３４／ａ', 'http://box.local:1234/a'],
    ['192。168。1。5：11434', 'http://192.168.1.5:11434'],
    ['\u3000box\u3000', 'http://box:11434'],
    ['\ufeffhttp://\u200bbox\u00ad:1234\u2060', 'http://box:1234'],
    ['\u202abox\u00a0:1234\u202c', 'http://box:1234'],
    ['büro.local', 'http://büro.local:11434'],
    [' 1.2.3.4 ', 'http://1.2.3.4:11434'],
    ['"1.2.3.4"', 'http://1.2.3.4:11434'],
    [' " 1.2.3.4 " ', 'http://1.2.3.4:11434'],
    ["'1.2.3.4'", 'http://1.2.3.4:11434'],
    ['http://1.2.3.4', 'http://1.2.3.4'],
    ['http://1.2.3.4:80', 'http://1.2.3.4'],
    ['http://1.2.3.4:4321', 'http://1.2.3.4:4321'],
    ['http://:8080', 'http://127.0.0.1:8080'],
    ['http://', 'http://127.0.0.1'],
    ['https://1.2.3.4', 'https://1.2.3.4'],
    ['https://1.2.3.4:443', 'https://1.2.3.4'],
    ['https://1.2.3.4:80', 'https://1.2.3.4:80'],
    ['https://1.2.3.4:4321', 'https://1.2.3.4:4321'],
    ['HTTPS://Example.COM', 'https://example.com'],
    ['ollama.com', 'https://ollama.com'],
    ['ollama.com:8080', 'http://ollama.com:8080'],
    ['http://localhost:011434', null],
    ['localhost:0080', 'http://localhost'],
  ])('%j', (text, url) => {
    expect(parseHostUrl(text)).toEqual(url === null ? { fault: 'invalid' } : { url })
  })

  it.each([
    ['https://example.com/ollama', 'https://example.com/ollama'],
    ['https://example.com/ollama/', 'https://example.com/ollama'],
    ['https://example.com//a//b//', 'https://example.com/a/b'],
    ['http://localhost:11434/', 'http://localhost:11434'],
    ['example.com:1234/a/b', 'http://example.com:1234/a/b'],
    ['example.com/a', 'http://example.com:11434/a'],
    ['https://example.com/~me/a%20b;v=1', 'https://example.com/~me/a%20b;v=1'],
  ])('keeps the path of %j', (text, url) => {
    expect(parseHostUrl(text)).toEqual({ url })
  })

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['http://0.0.0.0', 'http://127.0.0.1'],
    ['https://0.0.0.0:4321', 'https://127.0.0.1:4321'],
    ['[::]', 'http://[::1]:11434'],
    ['::', 'http://[::1]:11434'],
    ['[::]:1234', 'http://[::1]:1234'],
    ['[0:0:0:0:0:0:0:0]:1234', 'http://[::1]:1234'],
    ['[::ffff:0.0.0.0]', 'http://127.0.0.1:11434'],
  ])('connects to loopback where a server listens on %j', (text, url) => {
    expect(parseHostUrl(text)).toEqual({ url })
  })

  it.each([
    ['[::1]', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[::1]:1337', 'http://[::1]:1337'],
    ['http://[::1]', 'http://[::1]'],
    ['http://[::1]:1337/x', 'http://[::1]:1337/x'],
    ['0:0:0:0:0:0:0:1', 'http://[::1]:11434'],
    ['[FE80::0001]', 'http://[fe80::1]:11434'],
    ['2001:db8::', 'http://[2001:db8::]:11434'],
    ['2001:db8:0:0:1:0:0:1', 'http://[2001:db8::1:0:0:1]:11434'],
    ['2001:0:0:1:0:0:0:1', 'http://[2001:0:0:1::1]:11434'],
    ['2001:db8:0:1:1:1:1:1', 'http://[2001:db8:0:1:1:1:1:1]:11434'],
    ['1:2:3:4:5:6:7::', 'http://[1:2:3:4:5:6:7:0]:11434'],
    ['10:0:0:a0:0:0:0:0a', 'http://[10:0:0:a0::a]:11434'],
    ['64:ff9b::192.0.2.33', 'http://[64:ff9b::c000:221]:11434'],
    ['::ffff:1.2.3.4', 'http://1.2.3.4:11434'],
    ['[::ffff:102:304]:80', 'http://1.2.3.4'],
  ])('IPv6 %j', (text, url) => {
    expect(parseHostUrl(text)).toEqual({ url })
  })

  it.each([
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript://alert',
    'constructor://x',
    '://x',
    'http:/localhost',
    'localhost:',
    'http://localhost:/',
    ':66000',
    ':-1',
    ':0',
    ':+80',
    ':1e3',
    ':80a',
    'localhost:11434:1',
    '1:2:3',
    '[::1',
    '::1]',
    '[]',
    '[]:80',
    '[::1]80',
    '/:0',
    'a/b:70000',
    '[::1]:',
    '[1.2.3.4]',
    '[::1::2]',
    '[:::1]',
    '[12345::]',
    '[1:2:3:4:5:6:7]',
    '[1:2:3:4:5:6:7:8:9]',
    '[1:2:3:4:5:6:7:8::]',
    '[::256.1.1.1]',
    '[::1.2.3.4.5]',
    '[1.2.3.4::]',
    '11434',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '0x7f.1',
    'foo.0x1f',
    'a b',
    'a\tb',
    'a\nb',
    'a..b',
    '.a',
    '-..',
    'ex\u0000ample',
    'a\\b',
    'a<b>',
    'a,b',
    `${'a'.repeat(64)}.com`,
    `${'abc.'.repeat(64)}de`,
    'http://x?y=1',
    'http://x/?y=1',
    'http://x/a#b',
    'x#',
    'http://x/a b',
    'http://x/../y',
    'http://x/.',
    'http://x/é',
  ])('refuses %j', (text) => {
    expect(parseHostUrl(text)).toEqual({ fault: 'invalid' })
  })

  it.each(['fe80::1%eth0', '[fe80::1%eth0]', '[fe80::1%25eth0]:11434', 'http://[fe80::1%25en0]:11434/a', 'FE80::1%3'])(
    'refuses the zone of %j',
    (text) => {
      expect(parseHostUrl(text)).toEqual({ fault: 'zone' })
    },
  )

  it.each([
    ['https://example.com/ollama:443', 'https://example.com/ollama'],
    ['https://example.com/ollama:8443/', 'https://example.com:8443/ollama'],
    ['http://example.com/a/b:11434', 'http://example.com:11434/a/b'],
    ['example.com/ollama:443', 'http://example.com:443/ollama'],
    ['https://example.com:8443/ollama:443', 'https://example.com:8443/ollama'],
    ['https://[2001:db8::1]/ollama:8443', 'https://[2001:db8::1]:8443/ollama'],
    ['http://::1/ollama:8443', 'http://[::1]:8443/ollama'],
    ['example.com/:1234', 'http://example.com:1234'],
    ['::1:11434', 'http://[::1]:11434'],
    ['http://2001:db8::1:11434/a', 'http://[2001:db8::1]:11434/a'],
  ])('knows what is meant by %j', (text, right) => {
    expect(parseHostUrl(text)).toEqual({ fault: 'port', right })
    expect(parseHostUrl(right)).toEqual({ url: right })
  })

  it.each([
    'http://user:secret@host',
    'user@host',
    'user:secret@host:11434',
    'https://token@host/x',
    '@',
    'http://a:b/c@host',
  ])('finds credentials in %j', (text) => {
    expect(parseHostUrl(text)).toEqual({ fault: 'credentials' })
  })

  it('uses another default port, but not with a scheme', () => {
    expect(parseHostUrl('example.com', 8080)).toEqual({ url: 'http://example.com:8080' })
    expect(parseHostUrl('example.com', 80)).toEqual({ url: 'http://example.com' })
    expect(parseHostUrl('http://example.com', 8080)).toEqual({ url: 'http://example.com' })
    expect(parseHostUrl('::1', 8080)).toEqual({ url: 'http://[::1]:8080' })
  })

  const likely = fc.string({
    unit: fc.constantFrom(
      'http://',
      'https://',
      ':',
      '::',
      '[',
      ']',
      '/',
      '.',
      '0',
      '1',
      '80',
      'ff',
      'a',
      'B',
      '"',
      ' ',
    ),
    maxLength: 10,
  })

  it('leaves its own answers as they are', () => {
    fc.assert(
      fc.property(fc.oneof(likely, fc.string(), fc.webUrl(), fc.ipV6(), fc.domain()), (text) => {
        const read = parseHostUrl(text)
        if ('url' in read) expect(parseHostUrl(read.url)).toEqual(read)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads every IPv6 address and every domain', () => {
    fc.assert(fc.property(fc.ipV6(), (address) => 'url' in parseHostUrl(`[${address}]:1`)))
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(parseHostUrl(`https://${domain}`)).toEqual({ url: `https://${domain.toLowerCase()}` })
      }),
    )
  })
})

it.each([
  ['http://localhost:11434', true],
  ['https://ollama.localhost/a', true],
  ['http://127.0.0.1', true],
  ['http://127.1.2.3:1/', true],
  ['http://LOCALHOST:5000', true],
  ['http://127.1:5000', true],
  ['http://0.0.0.0:11434', true],
  ['http://[::1]:11434', true],
  ['http://localhost.example.org', false],
  ['http://127.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['http://notlocalhost', false],
  ['http://192.168.1.5', false],
  ['http://[fe80::1]', false],
  ['http://127.0.0.1@example.org', false],
  ['http://example.org/localhost', false],
  ['127.0.0.1', false],
  ['', false],
])('whether %j is on this computer: %s', (address, here) => {
  expect(isLoopback(address)).toBe(here)
})
