import { expect, it } from 'vitest'
import type { Host } from '#shared/contract/hosts.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { askable, hostRefusal, isReserved } from './askable.ts'

const host = (more: Partial<Host> = {}) =>
  ({ kind: 'saved', url: 'http://192.0.2.1:11434', server: 'ollama', reach: 'up', ...more }) as Host
const tag = (name: string) => ({ name }) as Tag

it('asks the registry of a name, and none on loopback for another computer', () => {
  const of = (url: string, name: string, insecure = false) => {
    const found = askable(host({ url }), tag(name), insecure)
    return typeof found === 'string' ? found : found.base
  }
  const [here, elsewhere] = ['http://127.0.0.1:11434', 'http://192.0.2.1:11434']
  expect(of(elsewhere, 'm:1')).toBe('https://registry.ollama.ai')
  expect(of(elsewhere, 'hf.co/u/r:Q4')).toBe('https://hf.co')
  expect(of(here, 'localhost:5000/u/m:1', true)).toBe('http://localhost:5000')
  expect(of(elsewhere, 'localhost:5000/u/m:1')).toBe('registry_elsewhere')
})

it('tells why the models of a host cannot be checked', () => {
  expect(hostRefusal(host(), true)).toBeNull()
  expect(hostRefusal(host({ server: null }), true)).toBeNull()
  expect(hostRefusal(host(), false)).toBe('asks_off')
  expect(hostRefusal(host({ server: 'localai' }), true)).toBe('not_ollama')
  expect(hostRefusal(host({ server: 'ollama_cloud' }), true)).toBe('not_ollama')
  expect(hostRefusal(host({ reach: 'down' }), true)).toBe('down')
})

it.each(['corral-bin/dtp6g1c.m:1', 'Corral-Bin/x:1', 'corral-rename/3f2a:1'])('takes %s for no model', (name) => {
  expect(isReserved(name)).toBe(true)
  expect(isReserved(`me/${name.split('/')[1]}`)).toBe(false)
})
