import { describe, expect, it } from 'vitest'
import type { PsModel } from '#shared/ollama/schemas.ts'
import { noReading, readPs, type Reading } from './reading.ts'

const T = Date.parse('2027-01-15T08:00:00Z')
const at = (seconds: number) => new Date(T + seconds * 1000).toISOString()
const model = (name: string, expires: string, more: Partial<PsModel> = {}): PsModel => ({
  name,
  digest: name,
  size: 100,
  size_vram: 100,
  expires_at: expires,
  ...more,
})
/** A server whose clock is a minute ahead. */
const when = (ms: number) => ({ now: T + ms, serverNow: T + ms + 60_000 })
const nobody = () => false
const named = (reading: Reading, name: string) => reading.models.find((one) => one.name === name)

describe('readPs', () => {
  it('reads what is left out and what is far as what it means', () => {
    const { models } = readPs(
      noReading,
      [
        { name: 'bare', digest: 'd', size: 7, expires_at: 'soon' },
        model('kept', '2318-12-12T11:47:16.854775807Z', {
          context_length: 4096,
          details: { family: 'llama', parameter_size: '3B', quantization_level: 'Q4_K_M', families: null },
        }),
      ],
      when(0),
      nobody,
    )
    expect(models).toEqual([
      {
        name: 'bare',
        digest: 'd',
        family: '',
        parameterSize: '',
        quantization: '',
        size: 7,
        sizeVram: 0,
        contextLength: null,
        expiresAt: null,
        slot: 0,
        otherUse: null,
      },
      {
        name: 'kept',
        digest: 'kept',
        family: 'llama',
        parameterSize: '3B',
        quantization: 'Q4_K_M',
        size: 100,
        sizeVram: 100,
        contextLength: 4096,
        expiresAt: null,
        slot: 1,
        otherUse: null,
      },
    ])
  })

  it('sees a use by others where an expiry moves on, and in a model that is new', () => {
    const first = readPs(noReading, [model('a', at(300))], when(0), nobody)
    expect(named(first, 'a')?.otherUse).toBeNull()
    const same = readPs(first, [model('a', at(300))], when(2000), nobody)
    expect(named(same, 'a')?.otherUse).toBeNull()
    const moved = readPs(same, [model('a', at(304)), model('b', at(304))], when(4000), nobody)
    const use = { after: T + 2000, before: T + 4000 }
    expect(moved.models.map(({ otherUse }) => otherUse)).toEqual([use, use])
    // It is remembered until the next, or until the model is gone.
    const later = readPs(moved, [model('a', at(304))], when(6000), nobody)
    expect(named(later, 'a')?.otherUse).toEqual(use)
  })

  it('sees it in the far expiry of a model that is kept for ever, too', () => {
    const first = readPs(noReading, [model('a', '2318-12-12T11:47:16.1Z')], when(0), nobody)
    const moved = readPs(first, [model('a', '2318-12-12T11:47:26.1Z')], when(2000), nobody)
    expect(named(moved, 'a')).toMatchObject({ expiresAt: null, otherUse: { after: T, before: T + 2000 } })
  })

  it('does not take for it what Corral did, an earlier expiry, one in the past, or a text that is no time', () => {
    const first = readPs(
      noReading,
      [model('a', at(300)), model('b', at(300)), model('c', ''), model('d', at(-2))],
      when(0),
      nobody,
    )
    const next = readPs(
      first,
      [model('a', at(600)), model('b', at(200)), model('c', ''), model('d', at(59))],
      when(2000),
      ({ name }) => name === 'a',
    )
    expect(next.models.map(({ otherUse }) => otherUse)).toEqual([null, null, null, null])
  })

  it('gives each model a colour of its own, and its old one when it comes back within the hour', () => {
    const slots = (reading: Reading) => Object.fromEntries(reading.models.map(({ name, slot }) => [name, slot]))
    const first = readPs(noReading, [model('b', at(300)), model('a10', at(300)), model('a9', at(300))], when(0), nobody)
    expect(slots(first)).toEqual({ a9: 0, a10: 1, b: 2 })
    const second = readPs(first, [model('b', at(300)), model('a', at(300))], when(2000), nobody)
    expect(slots(second)).toEqual({ b: 2, a: 3 })
    const third = readPs(second, [model('b', at(300)), model('a9', at(300))], when(4000), nobody)
    expect(slots(third)).toEqual({ b: 2, a9: 0 })
    const hour = readPs(third, [model('b', at(300))], when(3_700_000), nobody)
    const after = readPs(hour, [model('b', at(300)), model('c', at(300))], when(3_702_000), nobody)
    expect(slots(after)).toEqual({ b: 2, c: 0 })
  })
})
