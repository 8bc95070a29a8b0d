import { expect, it } from 'vitest'
import { keyPlaces } from './key-places.ts'

it.each([
  ['http://127.0.0.1:11434', 'darwin', ['user', 'docker']],
  ['http://localhost:11434', 'win32', ['windows', 'docker']],
  ['http://[::1]', 'linux', ['service', 'user', 'docker']],
  ['http://localhost.example.org:11434', 'darwin', ['service', 'user', 'windows', 'docker']],
  ['https://box.local/ollama', 'darwin', ['service', 'user', 'windows', 'docker']],
] as const)('the key of %s, asked on %s, is in one of %j', (url, platform, installs) => {
  const places = keyPlaces(url, platform)
  expect(places.map(({ install }) => install)).toEqual(installs)
  // Never the private key beside it.
  for (const { path } of places) expect(path).toMatch(/\.ollama[/\\]id_ed25519\.pub$/)
})
