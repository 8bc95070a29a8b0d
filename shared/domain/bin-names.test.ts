import { describe, expect, it } from 'vitest'
import { isFault, parseName } from '../ollama/name.ts'
import { binName, isBinName, readBinName, withFormerNames } from './bin-names.ts'
import { seededRandom } from './random.ts'

const AT = 1_764_270_000_000

describe('binName', () => {
  it.each([
    ['qwen3:8b', 'corral-bin/dt6efg0.qwen3:8b'],
    ['hf.co/user/repo-GGUF:Q4_K_M', 'corral-bin/dt6efg0.hf.co_-user_-repo-GGUF:Q4_K_M'],
    ['localhost:5000/a/b:latest', 'corral-bin/dt6efg0.localhost_.5000_-a_-b:latest'],
    ['my_model:v1', 'corral-bin/dt6efg0.my__model:v1'],
    ['x_-y:1', 'corral-bin/dt6efg0.x__-y:1'],
  ])('of %s is %s, and tells it again', (name, wanted) => {
    expect(binName('deleted', name, AT)).toBe(wanted)
    expect(readBinName(wanted)).toEqual({ kind: 'deleted', at: AT, name })
  })

  it('is a valid name for any name, and either tells it or says that it cannot', () => {
    const random = seededRandom(20261127)
    const chars = 'abXY09_-.'
    const part = (most: number) =>
      Array.from({ length: 1 + Math.floor(random() * most) }, (_, at) =>
        at === 0 ? 'a' : (chars[Math.floor(random() * chars.length)] ?? ''),
      ).join('')
    for (let round = 0; round < 2000; round++) {
      const host = random() < 0.3 ? `${part(60)}:5000/${part(30).replaceAll('.', '')}/` : ''
      const name = `${host}${part(80)}:${part(80)}`
      for (const kind of ['deleted', 'kept', 'leaving'] as const) {
        const bin = binName(kind, name, AT)
        const parts = parseName(bin)
        expect(isFault(parts), bin).toBe(false)
        expect(isBinName(bin)).toBe(true)
        const read = readBinName(bin)
        expect(read).toEqual({ kind, at: AT, name: read?.name === null ? null : name })
        if (name.length < 60) expect(read?.name, bin).toBe(name)
      }
    }
  })

  it.each(['qwen3:8b', 'corral-bin/x:1', 'corral-bin/9.qwen3:8b', 'corral-rename/1:1', 'hf.co/corral-bin/dt6efg0.a:1'])(
    'is not %s',
    (name) => expect(readBinName(name)).toBeNull(),
  )

  it('is reserved in any letter case', () => expect(isBinName('Corral-Bin/whatever:1')).toBe(true))
})

describe('withFormerNames', () => {
  const shown = (text: string) => withFormerNames(text, (name, kind) => `${name} (${kind})`)
  it.each([
    ['corral-bin/dt6efg0.qwen3:8b', 'qwen3:8b (deleted)'],
    [
      'phi4:14b, corral-bin/kt6efg0.hf.co_-user_-repo:Q4_K_M, and x:1',
      'phi4:14b, hf.co/user/repo:Q4_K_M (kept), and x:1',
    ],
    ['“corral-bin/dt6efg0.qwen3:8b”、corral-bin/dt6efg0.phi4:14b。', '“qwen3:8b (deleted)”、phi4:14b (deleted)。'],
    ['hf.co/corral-bin/dt6efg0.qwen3:8b', 'hf.co/corral-bin/dt6efg0.qwen3:8b'],
    ['corral-bin/whatever:1', 'corral-bin/whatever:1'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))
})
