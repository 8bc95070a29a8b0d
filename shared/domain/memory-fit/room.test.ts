import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { estimate } from './estimate.ts'
import { machineWithout, typedMachine } from './machine.ts'
import { roomFor } from './room.ts'
import { GIB } from './setting.ts'
import { knownModels } from './test-known-models.ts'

const version = '0.33.0'
const llama = knownModels.llama31of8b
const model = (name: string, gib: number, usedAt: number | null, share = 1) => ({
  name,
  usedAt,
  expiresAt: null,
  stoppingSince: null,
  size: gib * GIB,
  sizeVram: gib * share * GIB,
})
const machine = (gpus: number[], loaded: ReturnType<typeof model>[], ram = 64) =>
  typedMachine({ gpus, isUnified: false, ram, cacheType: null, slots: null }, loaded)
const roomOn = (gpus: number[], loaded: ReturnType<typeof model>[], ram?: number) =>
  roomFor(llama, { context: 4096, version, machine: machine(gpus, loaded, ram) }, loaded)

const [old, recent, kept] = [model('old', 3, 1), model('recent', 3, 3), model('later', 3, 2)]

it.each([
  ['nothing where it fits', [24], [old], null],
  ['nothing where nothing is loaded', [4], [], null],
  ['the one used least recently', [10], [recent, old], ['old']],
  ['as many as it takes', [11], [recent, old, kept], ['old', 'later']],
] as const)('frees %s', (_what, gpus, loaded, names) => {
  expect(roomOn([...gpus], [...loaded])?.names ?? null).toEqual(names)
})

it('frees all where that is not enough but better', () => {
  expect(roomOn([5], [old])).toEqual({ names: ['old'], bytes: 3 * GIB, isEnough: false })
})

it('frees system memory where there is no GPU', () => {
  const loaded = [model('a', 8, 1, 0), model('b', 4, 2, 0)]
  expect(roomOn([], loaded, 24)).toBeNull()
  expect(roomOn([], loaded, 14)).toMatchObject({ names: ['a'], isEnough: true })
})

it('frees nothing where memory or model are not known', () => {
  expect(roomFor(llama, { context: 4096, version, machine: null }, [old])).toBeNull()
  const bare = { ...llama, kind: 'none' as const, layers: [] }
  expect(roomFor(bare, { context: 4096, version, machine: machine([12], [old, recent]) }, [old, recent])).toBeNull()
})

it('says that it is enough only where the model then fits', () => {
  const gib = fc.double({ min: 0.5, max: 30, noNaN: true })
  const some = fc.array(fc.tuple(gib, fc.nat(9), fc.constantFrom(0, 0.5, 1)), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(gib, { maxLength: 2 }), some, (gpus, sizes) => {
      const loaded = sizes.map(([size, usedAt, share], at) => model(`m${at}`, size, usedAt, share))
      const before = machine(gpus, loaded)
      const setting = { context: 8192, version, machine: before }
      const room = roomFor(llama, setting, loaded)
      if (!room || !before) return
      expect(['none', 'partial']).toContain(estimate(llama, setting).verdict)
      const gone = loaded.filter(({ name }) => room.names.includes(name))
      const { verdict } = estimate(llama, { ...setting, machine: gone.reduce(machineWithout, before) })
      expect(verdict === 'fits' || verdict === 'tight').toBe(room.isEnough)
    }),
  )
})
