import { describe, expect, it, test } from 'vitest'
import type { Problem, ProblemCode } from '../contract/problem.ts'
import { catalogues } from './catalogues.ts'
import { isHere, wordsFor } from './problem-words.ts'

const THERE = 'http://192.168.1.20:11434'
const problemOf = (code: ProblemCode, params: Problem['params']): Problem => ({ code, params, retryable: true })
const words = (code: ProblemCode, params: Problem['params'], tag: 'en' | 'zh-CN' = 'en') => {
  const { meaning, next } = wordsFor(problemOf(code, params), catalogues[tag].problem[code])
  return `${meaning} ${next}`
}

test.each<[string, Problem['params'], boolean]>([
  ['loopback', { server: 'http://127.0.0.1:11434' }, true],
  ['a name for loopback', { server: 'https://localhost' }, true],
  ['IPv6 loopback', { server: 'http://[::1]:11434' }, true],
  ['another address of this computer', { server: THERE, here: 1 }, true],
  ['another computer', { server: THERE }, false],
  ['an unknown server', {}, false],
])('a problem with %s', (_, params, expected) => {
  expect(isHere(problemOf('refused', params))).toBe(expected)
})

describe('the advice for a connection', () => {
  it.each<[ProblemCode, Problem['params'], RegExp, RegExp]>([
    ['refused', { server: 'http://127.0.0.1:11434' }, /Start Ollama.*container/, /0\.0\.0\.0|WSL|there|reachable/],
    ['refused', { server: 'http://127.0.0.1:1', system: 'win32' }, /WSL.*container/, /0\.0\.0\.0|there/],
    ['refused', { server: 'http://127.0.0.1:1', system: 'wsl' }, /address of Windows/, /container/],
    ['refused', { server: THERE }, /Start Ollama there.*OLLAMA_HOST=0\.0\.0\.0/, /container|WSL|this computer/],
    ['refused', { server: THERE, here: 1, system: 'linux' }, /of this computer.*container/, /there\b/],
    // The system is that of Corral, which says nothing of another computer.
    ['refused', { server: THERE, system: 'win32' }, /Start Ollama there/, /WSL/],
    ['connect_timed_out', { server: 'http://localhost:1' }, /firewall.*this computer/, /asleep|is on\b/],
    ['connect_timed_out', { server: THERE }, /asleep.*firewall/, /this computer/],
    ['reset', { server: 'http://localhost:1' }, /container.*tunnel/, /proxy/],
    ['reset', { server: THERE }, /proxy/, /container/],
    ['unreachable', { server: 'http://[::1]:1' }, /127\.0\.0\.1/, /VPN|Mac|route/],
    ['unreachable', { server: THERE }, /VPN/, /Mac|127\.0\.0\.1/],
    ['local_network_denied', { server: THERE, local: 1 }, /System Settings.*Local Network/, /OLLAMA_HOST/],
    ['certificate_expired', { server: 'https://localhost' }, /date of this computer/, /both/],
    ['certificate_expired', { server: 'https://box' }, /both computers/, /of this computer/],
    ['origin_refused', { server: 'http://localhost:1' }, /OLLAMA_ORIGINS/, /On the server/],
    ['origin_refused', { server: THERE }, /On the server/, /of that Ollama/],
  ])('%s with %j', (code, params, fits, others) => {
    expect(words(code, params)).toMatch(fits)
    expect(words(code, params)).not.toMatch(others)
  })

  it.each(['refused', 'connect_timed_out', 'unreachable'] as const)('%s differs in Chinese, too', (code) => {
    expect(words(code, { server: 'http://127.0.0.1:1' }, 'zh-CN')).toContain('本机')
    expect(words(code, { server: THERE }, 'zh-CN')).not.toContain('本机')
  })
})
