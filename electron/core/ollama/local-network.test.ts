import { expect, it } from 'vitest'
import { isLocalUnreachable } from './local-network.ts'

const code = 'EHOSTUNREACH'
const server = 'http://box.lan:11434'

it.each(['10.1.2.3', '172.31.0.1', '192.168.1.20', '169.254.7.7', 'fd12::1', 'fe80::1%en0'])(
  '%s is local',
  (address) => {
    expect(isLocalUnreachable({ code, address }, server)).toBe(true)
    expect(
      isLocalUnreachable(
        {
          errors: [
            { code: 'ETIMEDOUT', address },
            { code, address },
          ],
        },
        server,
      ),
    ).toBe(true)
    expect(isLocalUnreachable({ code: 'ENETUNREACH', address }, server)).toBe(false)
  },
)

it.each(['8.8.8.8', '172.32.0.1', '127.0.0.1', '2001:db8::1', '', 'box.lan'])('%j is not', (address) => {
  expect(isLocalUnreachable({ code, address }, server)).toBe(false)
})

it.each(['http://192.168.1.20:11434', 'http://[fe80::1]', 'http://box.local:11434'])(
  'takes %s as it was asked',
  (url) => {
    expect(isLocalUnreachable({ code }, url)).toBe(true)
  },
)

it('accepts any thrown value', () => {
  for (const error of [null, undefined, 'text', new Error('x')]) expect(isLocalUnreachable(error, server)).toBe(false)
})
