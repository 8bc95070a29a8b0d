import { expect, it, test } from 'vitest'
import { keyOfSignin, readPublicKey } from './public-key.ts'

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'b'.repeat(43)}`

test.each([
  [KEY, KEY],
  [`${KEY}\n`, KEY],
  [`${KEY} ada@box\r\n`, KEY],
  [`${KEY}c`, null],
  [KEY.slice(0, -1), null],
  [`ssh-rsa AAAAB3NzaC1yc2E${'b'.repeat(60)}`, null],
  [`-----BEGIN OPENSSH PRIVATE KEY-----\n${'b'.repeat(70)}\n-----END OPENSSH PRIVATE KEY-----\n`, null],
  [`${KEY}\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----\n`, null],
  ['', null],
])('%j is the public key %j', (text, key) => {
  expect(readPublicKey(text)).toBe(key)
})

it('is in the sign-in address of the server', () => {
  const url = (line: string) => `https://ollama.com/connect?name=box&key=${Buffer.from(line).toString('base64url')}`
  expect(keyOfSignin(url(`${KEY} box`))).toBe(KEY)
  expect(keyOfSignin(url('sandbox'))).toBeNull()
  expect(keyOfSignin('https://ollama.com/connect?key=%F0%9F%A6%99')).toBeNull()
  expect(keyOfSignin('https://ollama.com/connect')).toBeNull()
})
