import { expect, test } from 'vitest'
import { newName } from './new-name.ts'
import { testModel } from './test-model.ts'

const source = testModel('llama3.2:latest')
const models = [source, testModel('Qwen3:32b'), testModel('hf.co/user/model:Q4_K_M')]
const check = (text: string) => newName(text, source, models)

test('a free name is shown as the server will list it', () => {
  expect(check('backup')).toEqual({ kind: 'free', name: 'backup:latest' })
  expect(check('  me/backup:v1 ')).toEqual({ kind: 'free', name: 'me/backup:v1' })
})

test('the name of another model is taken, ignoring case and spelling', () => {
  expect(check('qwen3:32B')).toEqual({ kind: 'taken', name: 'Qwen3:32b' })
  expect(check('registry.ollama.ai/library/qwen3:32b')).toEqual({ kind: 'taken', name: 'Qwen3:32b' })
  expect(check('HF.co/user/model:q4_k_m')).toEqual({ kind: 'taken', name: 'hf.co/user/model:Q4_K_M' })
})

test('the own name differs from another spelling of it', () => {
  expect(check('llama3.2')).toEqual({ kind: 'same', name: 'llama3.2:latest', spelling: false })
  expect(check('Llama3.2:latest')).toEqual({ kind: 'same', name: 'Llama3.2:latest', spelling: true })
})

test.each([
  ['x:local', 'local'],
  ['x:LOCAL', 'local'],
  ['x:cloud', 'cloud'],
  ['x:120b-cloud', 'cloud'],
])('%s has a reserved tag', (text, tag) => {
  expect(check(text)).toEqual({ kind: 'reserved', tag })
})

test('pasted text is read as in the pull dialog', () => {
  expect(check('https://ollama.com/library/backup:v1')).toEqual({ kind: 'free', name: 'backup:v1' })
  expect(check('ollama run qwen3:32b')).toEqual({ kind: 'taken', name: 'Qwen3:32b' })
  expect(check('a, b')).toEqual({ kind: 'fault', fault: { fault: 'several', count: 2 } })
})

test('an empty text is no fault, an unreadable one is', () => {
  expect(check('  ')).toEqual({ kind: 'empty' })
  expect(check('foo:')).toMatchObject({ kind: 'fault', fault: { fault: 'part', part: 'tag' } })
  expect(check('localhost:5000/m')).toMatchObject({ kind: 'fault', fault: { fault: 'namespace_needed' } })
})
